// On narrow screens one pane is seen at a time.

import { on } from "./state.js";

export function show(pane) {
  document.body.dataset.pane = pane;
  for (const button of document.querySelectorAll(".panes button")) {
    button.toggleAttribute("aria-current", button.dataset.pane === pane);
    if (button.dataset.pane === pane) button.setAttribute("aria-current", "true");
  }
}

export function start() {
  for (const button of document.querySelectorAll(".panes button")) button.addEventListener("click", () => show(button.dataset.pane));
  on("conversation", () => show("messages"));
  show("messages");
}
