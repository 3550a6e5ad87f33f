// One message: who, when, and what was said or put up.

import { draw as drawCard } from "./cards/card.js";
import { el } from "./dom.js";
import { withLinks } from "./links.js";
import { elementsOf } from "./markdown.js";
import { mentionsOf } from "./mentions.js";
import { show as showPane } from "./panes.js";
import { emit, initials, nameOf, state } from "./state.js";
import { moment } from "./time.js";

/** @returns {HTMLElement} */
export function draw(message) {
  const name = nameOf(message.from);
  return el("article.message", { id: `m-${message.id}`, tabindex: "-1", "aria-labelledby": `m-${message.id}-by` },
    el("span.avatar", { class: message.from === "bot" ? "bot tint-bot" : `tint-${message.from}`, "aria-hidden": "true" }, initials(message.from)),
    el("header", {},
      el("h3", { id: `m-${message.id}-by` }, name),
      moment(message.at),
      message.isEdited && !message.isDeleted && el("span.edited", {}, "updated"),
      message.request && el("button.link-button.behind", { type: "button", onclick: () => lookBehind(message.request) }, "Backstage", el("span.unseen", {}, ` of this card by ${name}`))),
    body(message));
}

function body(message) {
  if (message.isDeleted) return el("p.gone", {}, "This message was deleted.");
  const parts = el("div.card-place");
  if (message.text) parts.append(words(message));
  if (message.card) parts.append(drawCard(message));
  return parts;
}

function words(message) {
  return message.isMarkdown ? el("div.text", {}, ...elementsOf(message.text, mentionsOf(message.entities))) : el("p.text", {}, ...withLinks(message.text));
}

function lookBehind(request) {
  state.request = request;
  emit("request");
  showPane("backstage");
}
