// Buttons, menus and boxes. What somebody does with one goes to `press({ action, block, given })`.

import { el } from "../dom.js";
import { safeLink } from "../links.js";
import { confirmed } from "./confirm.js";
import { plain } from "./mrkdwn.js";

let count = 0;
export const newId = () => `slack-${++count}`;

function button(element, block, press) {
  const style = { primary: "main", danger: "danger" }[element.style] ?? "plain-button";
  return el("button.button", {
    type: "button", class: style, "aria-label": element.accessibility_label ?? null, title: element.url ? plain(element.url) : null,
    onclick: async event => {
      if (!await confirmed(element.confirm)) return;
      const href = element.url && safeLink(plain(element.url));
      if (href) window.open(href, "_blank", "noopener");
      await press({ action: element.action_id, block, button: event.target });
    },
  }, plain(element.text?.text), element.url && el("span.unseen", {}, " (opens a page)"));
}

const optionsOf = element => element.options ?? [];

/** A menu of options, for messages and forms. */
export function menu(element, props = {}) {
  const chosen = element.initial_option?.value;
  const one = option => el("option", { value: option.value, selected: option.value === chosen }, plain(option.text?.text));
  return el("select", props,
    element.type !== "overflow" && el("option", { value: "", selected: !chosen }, plain(element.placeholder?.text) || "Choose…"),
    ...optionsOf(element).map(one),
    ...(element.option_groups ?? []).map(group => el("optgroup", { label: plain(group.label?.text) }, ...optionsOf(group).map(one))));
}

// With a button of its own, so that the arrow keys look without choosing.
function choice(element, block, press) {
  const select = menu(element, { "aria-label": plain(element.placeholder?.text) || "Choose" });
  return el("span.choice", {}, select, el("button.button", {
    type: "button",
    onclick: async event => {
      if (select.value && await confirmed(element.confirm)) await press({ action: element.action_id, block, given: select.value, button: event.target });
    },
  }, "Choose"));
}

/** Boxes or dots with a label each. */
export function boxes(element, props = {}) {
  const name = newId();
  const initial = new Set([element.initial_option, ...(element.initial_options ?? [])].filter(Boolean).map(option => option.value));
  return el("span.boxes", { role: "group", ...props }, ...optionsOf(element).map(option => el("label.check", {},
    el("input", { type: element.type === "checkboxes" ? "checkbox" : "radio", name, value: option.value, checked: initial.has(option.value) }), plain(option.text?.text))));
}

function pressedBoxes(element, block, press) {
  const group = boxes(element, { "aria-label": "Choices" });
  group.addEventListener("change", () => press({ action: element.action_id, block, given: checked(group), button: group }));
  return group;
}

export const checked = group => [...group.querySelectorAll(":checked")].map(box => box.value).join(",");

const Elements = { button, static_select: choice, overflow: choice, checkboxes: pressedBoxes, radio_buttons: pressedBoxes };

/** @returns {HTMLElement|null} */
export function element(found, block, press) {
  return Elements[found.type]?.(found, block.block_id, press) ?? null;
}
