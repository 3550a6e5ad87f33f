// The middle: posts with their replies in the channel, one list in private.

import { make as makeComposer } from "./composer.js";
import { byId, el } from "./dom.js";
import { draw } from "./message.js";
import { isSlack, on, state } from "./state.js";

const Near = 120;
const drawn = new Map();

function redraw() {
  drawn.clear();
  byId("posts").replaceChildren();
  byId("posts").classList.toggle("private-list", state.conversation === "private");
  if (isSlack()) return;
  for (const message of state.messages.values()) put(message);
  byId("empty").hidden = drawn.size > 0;
  toBottom();
}

function put(message) {
  if (message.conversation !== state.conversation) return;
  const old = drawn.get(message.id);
  const element = draw(message);
  drawn.set(message.id, element);
  if (old) {
    replace(old, element);
  } else if (message.root && drawn.has(message.root)) {
    drawn.get(message.root).closest(".post").querySelector(".replies").append(el("li", {}, element));
  } else {
    byId("posts").append(post(message, element));
  }
  byId("empty").hidden = drawn.size > 0;
}

// Who had pressed something in the card stays with the message.
function replace(old, element) {
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(element);
  if (hadFocus) element.focus({ preventScroll: true });
}

function post(message, element) {
  const isThread = state.conversation === "general";
  return el("li.post", {}, element, isThread && el("ol.replies"), isThread && replyButton(message));
}

function replyButton(message) {
  const button = el("button.link-button.reply-button", { type: "button" }, "Reply", el("span.unseen", {}, ` to ${message.text || "this post"}`));
  button.addEventListener("click", () => {
    const box = makeComposer({ root: message.id, label: "Reply in this thread", onclose: () => { box.replaceWith(button); button.focus(); } });
    box.classList.add("reply-box");
    button.replaceWith(box);
    box.querySelector("textarea").focus();
  });
  return button;
}

function toBottom() {
  byId("scroll").scrollTop = byId("scroll").scrollHeight;
}

function take({ all, messages }) {
  if (isSlack()) return;
  const place = byId("scroll");
  const isNearEnd = place.scrollHeight - place.scrollTop - place.clientHeight < Near;
  if (all) redraw();
  else messages.forEach(put);
  byId("empty").hidden = drawn.size > 0;
  if (isNearEnd) toBottom();
}

export function start() {
  on("messages", take);
  on("conversation", redraw);
}
