// The menu behind “…”: the actions that have no room in the row.

import { el } from "../dom.js";

/** @returns {boolean} whether the menu was shown, so that the renderer's own is not */
export function openMenu(actions, button) {
  const menu = el("div.card-menu", { role: "menu", "aria-label": "More actions", popover: "auto" });
  const close = () => menu.hidePopover();
  menu.append(...actions.map(action => el("button", {
    type: "button", role: "menuitem", class: `style-${action.style}`, onclick: () => { close(); action.execute(); },
  }, action.title)));
  menu.addEventListener("keydown", event => move(event, menu));
  menu.addEventListener("toggle", event => {
    if (event.newState !== "closed") return;
    button.setAttribute("aria-expanded", "false");
    if (menu.contains(document.activeElement) || document.activeElement === document.body) button.focus();
    menu.remove();
  });
  document.body.append(menu);
  menu.showPopover();
  place(menu, button);
  menu.firstElementChild.focus();
  return true;
}

function place(menu, button) {
  const anchor = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const fitsBelow = anchor.bottom + size.height + 8 < innerHeight;
  menu.style.inset = "auto";
  menu.style.left = `${Math.max(8, Math.min(anchor.left, innerWidth - size.width - 8))}px`;
  menu.style.top = `${fitsBelow ? anchor.bottom : anchor.top - size.height - 8}px`;
}

function move(event, menu) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items.at(next % items.length).focus();
}
