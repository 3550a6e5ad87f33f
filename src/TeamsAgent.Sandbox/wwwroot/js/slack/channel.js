// The middle pane with a Slack channel or private conversation in it: messages, each with its thread below.

import { byId, el } from "../dom.js";
import { slackPlace, state } from "../state.js";
import { composer } from "./composer.js";
import { draw } from "./message.js";

const Near = 120;
const drawn = new Map();

const isHere = message => message.channel === state.slack.channelId(slackPlace());

function redraw() {
  drawn.clear();
  const list = el("ol.posts.slack-posts");
  byId("slack").replaceChildren(list);
  for (const message of state.slack.messages.values()) if (isHere(message)) put(message);
  empty();
  byId("scroll").scrollTop = byId("scroll").scrollHeight;
}

function empty() {
  byId("slack").querySelector(".empty")?.remove();
  if (drawn.size === 0) byId("slack").append(el("div.empty", {}, el("h3", {}, "Nothing was said yet"), el("p", {}, "Write what TeamsAgent should do. It plans, shows a card, and waits until the right person agrees.")));
}

function put(message) {
  const old = drawn.get(message.id);
  const article = draw(message);
  drawn.set(message.id, article);
  if (old) {
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(article);
    if (hadFocus) article.focus({ preventScroll: true });
    return;
  }
  const root = message.thread && message.thread !== message.ts && drawn.get(`${message.channel}-${message.thread}`);
  if (root) root.closest(".post").querySelector(".replies").append(el("li", {}, article));
  else byId("slack").querySelector(".slack-posts").append(el("li.post", {}, article, el("ol.replies", { "aria-label": "Thread" }), !message.isPrivate && replyButton(message)));
}

function replyButton(message) {
  const button = el("button.link-button.reply-button", { type: "button" }, "Reply in thread", el("span.unseen", {}, ` to ${message.text || "this message"}`));
  button.addEventListener("click", () => {
    const box = composer({ channel: message.channel, thread: message.ts, label: "Reply in this thread", onclose: () => { box.replaceWith(button); button.focus(); } });
    box.classList.add("reply-box");
    button.replaceWith(box);
    box.querySelector("textarea").focus();
  });
  return button;
}

/** Draws everything, or what changed. */
export function show({ all = true, messages = [] } = {}) {
  const place = byId("scroll");
  const isNearEnd = place.scrollHeight - place.scrollTop - place.clientHeight < Near;
  if (all || !byId("slack").querySelector(".slack-posts")) return redraw();
  messages.filter(isHere).forEach(put);
  empty();
  if (isNearEnd) place.scrollTop = place.scrollHeight;
}
