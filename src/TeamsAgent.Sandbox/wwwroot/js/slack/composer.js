// Where people write: the bot is mentioned by itself in channels, and a line that begins with the command is the command.

import { el, icon } from "../dom.js";
import { state } from "../state.js";
import { act } from "./act.js";

const Plane = "M2.7 2.1a.6.6 0 0 0-.84.72L4 9.2l7 .8-7 .8-2.14 6.38a.6.6 0 0 0 .84.72l15-7.4a.56.56 0 0 0 0-1Z";

function whatOf(words, { channel, thread }) {
  const isDm = channel.startsWith("D");
  const { command } = state.slack;
  if (words === command || words.startsWith(`${command} `)) {
    // Slack has no commands in threads.
    if (thread) throw new Error(`${command} cannot be used in a thread.`);
    return { do: "Command", channel, text: words.slice(command.length).trim() };
  }
  return { do: isDm ? "Say" : "Mention", channel, thread, text: words };
}

/**
 * @param {{channel: string, thread?: string, label: string, id?: string, onclose?: () => void}} what where it goes
 * @returns {HTMLFormElement}
 */
export function composer({ channel, thread, label, id, onclose }) {
  const text = el("textarea", { id, rows: "1", "aria-label": label, placeholder: label, maxlength: "4000", autocomplete: "off" });
  const problem = el("p.problem", { role: "alert", hidden: true });
  const form = el("form", {},
    el("div.composer", {},
      !channel.startsWith("D") && el("span.chip", { title: "TeamsAgent is mentioned, so that it hears you" }, "@TeamsAgent"),
      text,
      onclose && el("button.link-button", { type: "button", onclick: onclose }, "Cancel"),
      el("button.send", { "aria-label": "Send", title: "Send (Enter)" }, icon(Plane))),
    problem);
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const words = text.value.trim();
    if (!words) return;
    problem.hidden = true;
    text.value = "";
    try {
      await act(whatOf(words, { channel, thread }));
      onclose?.();
    } catch (failed) {
      problem.textContent = failed.message;
      problem.hidden = false;
      if (failed.status && !text.value) text.value = words;
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
