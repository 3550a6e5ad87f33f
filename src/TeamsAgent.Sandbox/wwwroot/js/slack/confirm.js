// The question before a press.

import { el } from "../dom.js";
import { plain, textOf } from "./mrkdwn.js";

/** @returns {Promise<boolean>} whether it was answered with yes */
export function confirmed(question) {
  if (!question) return Promise.resolve(true);
  return new Promise(resolve => {
    const dialog = el("dialog.slack-dialog.small", { "aria-labelledby": "slack-confirm-title" },
      el("h2", { id: "slack-confirm-title" }, plain(question.title?.text)),
      el("p", {}, ...textOf(question.text)),
      el("form.dialog-buttons", { method: "dialog" },
        el("button.button", { value: "no" }, plain(question.deny?.text)),
        el("button.button", { value: "yes", class: question.style === "danger" ? "danger" : "main" }, plain(question.confirm?.text))));
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
