// The newest request, or a chosen one, with what happened to it.

import { get } from "../api.js";
import { byId, el } from "../dom.js";
import { emit, on, state } from "../state.js";
import { pillOf, wordsOf } from "./states.js";
import { timelineOf } from "./timeline.js";

let shown = 0;

const chosen = items => items.find(item => item.id === state.request) ?? items[0];

async function draw() {
  const { items = [], error } = state.backstage?.requests ?? {};
  const request = chosen(items);
  const turn = ++shown;
  const trail = request && await get(`/playground/requests/${encodeURIComponent(request.id)}/trail`).catch(failed => ({ error: failed.message }));
  if (turn !== shown) return;
  const hadFocus = document.activeElement?.id === "request-choice";
  byId("request").replaceChildren(
    el("h3", { id: "request-title" }, "Request"),
    ...(request ? details(items, request, trail) : [el("p.hint", {}, error ?? "There is none yet. What people ask for appears here as soon as it is planned.")]));
  if (hadFocus) byId("request-choice")?.focus();
}

function details(items, request, trail) {
  return [
    el("select", { id: "request-choice", "aria-label": "Which request", onchange: event => choose(event.target.value, items) },
      ...items.map(item => el("option", { value: item.id, selected: item.id === request.id }, `#${item.number} ${item.title}: ${wordsOf(item.state).toLowerCase()}`))),
    el("p.request-head", {}, `#${request.number} ${request.title}`, pillOf(request.state)),
    trail.error ? el("p.hint", {}, trail.error) : timelineOf(trail.entries),
  ];
}

function choose(id, items) {
  state.request = id === items[0].id ? null : id;
  emit("request");
}

export function start() {
  on("backstage", draw);
  on("request", draw);
}
