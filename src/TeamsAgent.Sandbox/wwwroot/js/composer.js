// Where people write: Enter sends, Shift+Enter begins a new line. In the channel the bot is mentioned by itself.

import { post } from "./api.js";
import { el, icon } from "./dom.js";
import { state } from "./state.js";

const Plane = "M2.7 2.1a.6.6 0 0 0-.84.72L4 9.2l7 .8-7 .8-2.14 6.38a.6.6 0 0 0 .84.72l15-7.4a.56.56 0 0 0 0-1Z";

/**
 * @param {{root?: string, label: string, id?: string, onclose?: () => void}} what a new post, or a reply below a root
 * @returns {HTMLFormElement}
 */
export function make({ root, label, id, onclose }) {
  const text = el("textarea", { id, rows: "1", "aria-label": label, placeholder: label, maxlength: "8000", autocomplete: "off" });
  const problem = el("p.problem", { role: "alert", hidden: true });
  const inChannel = state.conversation === "general";
  const form = el("form", {},
    el("div.composer", {},
      inChannel && el("span.chip", { title: "TeamsAgent is mentioned, so that it hears you" }, "@TeamsAgent"),
      text,
      onclose && el("button.link-button", { type: "button", onclick: onclose }, "Cancel"),
      el("button.send", { "aria-label": "Send", title: "Send (Enter)" }, icon(Plane))),
    problem);

  form.addEventListener("submit", async event => {
    event.preventDefault();
    const words = text.value.trim();
    if (!words) return;
    text.value = "";
    problem.hidden = true;
    try {
      await post("/playground/say", { as: state.me, conversation: state.conversation, root, text: words });
      onclose?.();
    } catch (failed) {
      problem.textContent = failed.message;
      problem.hidden = false;
      // With 502 it stands in the chat already; only the bot did not take it.
      if (failed.status !== 502 && !text.value) text.value = words;
    }
  });
  text.addEventListener("keydown", event => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Escape") {
      onclose?.();
    }
  });
  return form;
}
