// One message of the Slack-like workspace.

import { el } from "../dom.js";
import { show as showPane } from "../panes.js";
import { emit, initials, nameOf, state } from "../state.js";
import { moment } from "../time.js";
import { act } from "./act.js";
import { blocksOf, textMessage } from "./blocks.js";

/** @returns {HTMLElement} */
export function draw(message) {
  const name = nameOf(message.from);
  const article = el("article.message", { id: `s-${message.id.replace(".", "-")}`, tabindex: "-1", "aria-labelledby": `s-${message.id}-by`, class: message.isPrivate ? "only-you" : "for-all" },
    el("span.avatar", { class: message.from === "bot" ? "bot tint-bot" : `tint-${message.from}`, "aria-hidden": "true" }, initials(message.from)),
    el("header", {},
      el("h3", { id: `s-${message.id}-by` }, name),
      (message.from === "bot" || message.from === "workflow") && el("span.app-badge", {}, "APP"),
      moment(message.at),
      message.isPrivate && el("span.edited", {}, "Only visible to you"),
      message.request && el("button.link-button.behind", { type: "button", onclick: () => lookBehind(message.request) }, "Backstage", el("span.unseen", {}, ` of this card by ${name}`))));
  article.append(message.isDeleted ? el("p.gone", {}, "This message was deleted.") : body(message));
  return article;
}

function body(message) {
  const place = el("div.card-place");
  place.append(message.blocks ? blocksOf(message.blocks, what => press(message, what, place)) : textMessage(message.text));
  return place;
}

async function press(message, { action, block, given, button }, place) {
  if (place.ariaBusy === "true") return;
  place.querySelector(".toast")?.remove();
  place.ariaBusy = "true";
  try {
    await act({ do: "Press", channel: message.channel, ts: message.ts, action, block, given });
    if (message.request) {
      state.request = message.request;
      emit("request");
    }
  } catch (failed) {
    const line = el("p.toast.failed", { role: "status" }, el("span", {}, failed.message), el("button", { type: "button", "aria-label": "Dismiss", onclick: () => line.remove() }, "×"));
    (button?.closest(".block-actions, .section") ?? place).after(line);
  } finally {
    place.ariaBusy = "false";
  }
}

function lookBehind(request) {
  state.request = request;
  emit("request");
  showPane("backstage");
}
