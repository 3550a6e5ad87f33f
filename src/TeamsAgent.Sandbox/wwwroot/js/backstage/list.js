// A list of calls, newest first: a few, and more on request.

import { byId, el } from "../dom.js";
import { moment } from "../time.js";

const Few = 5;
const unfolded = new Set();

/** What an HTTP status means. */
export function statusOf(status) {
  if (!status) return el("span.pill.warn", {}, "no answer");
  return el("span.pill", { class: status < 400 ? "good" : "bad" }, String(status));
}

export function drawList(list) {
  const { id, title, hint, glimpse, row, empty } = list;
  const { items = [], error } = glimpse ?? {};
  const rows = unfolded.has(id) ? items : items.slice(0, Few);
  byId(id).replaceChildren(
    el("h3", { id: `${id}-title` }, title),
    ...(items.length === 0 ? [el("p.hint", {}, error ?? empty)] : [hint ?? "", el("ul.rows", {}, ...rows.map(item => entry(row(item))))]),
    items.length > Few ? el("button.link-button.more", { type: "button", "aria-expanded": String(unfolded.has(id)), onclick: () => toggle(list) },
      unfolded.has(id) ? "Show fewer" : `Show ${items.length - Few} more`) : "");
}

function toggle(list) {
  if (!unfolded.delete(list.id)) unfolded.add(list.id);
  drawList(list);
  byId(list.id).querySelector(".more").focus();
}

function entry({ at, title, pill, target, facts, prints }) {
  return el("li", {},
    el("div.line", {}, el("strong", {}, title), pill, moment(at, true)),
    target && el("span.target", {}, target),
    el("div.facts", {},
      ...facts.filter(Boolean).map(fact => el("span", {}, fact)),
      ...prints.map(([name, print]) => el("span.mono", { title: `SHA-256 ${print}` }, `${name} ${print.slice(0, 8)}`))));
}
