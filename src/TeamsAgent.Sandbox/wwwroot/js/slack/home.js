// The bot's Home tab of the person at the page.

import { byId, el } from "../dom.js";
import { state } from "../state.js";
import { act } from "./act.js";
import { blocksOf } from "./blocks.js";

let shown = null;

/** Draws it if it is another than the one that is there. */
export function show(force) {
  const { home } = state.slack;
  if (!force && home?.hash === shown) return;
  shown = home?.hash ?? null;
  const place = el("div.home");
  place.append(home ? blocksOf(home.blocks, what => press(what, place)) : el("div.empty", {}, el("h3", {}, "Nothing here yet"), el("p", {}, "TeamsAgent has not put anything on this page.")));
  byId("slack").replaceChildren(place);
}

async function press({ action, given }, place) {
  place.querySelector(".toast")?.remove();
  try {
    await act({ do: "PressHome", action, given });
  } catch (failed) {
    place.prepend(el("p.toast.failed", { role: "status" }, failed.message));
  }
}
