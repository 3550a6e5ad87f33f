// The modal on top, if one is open: filled, sent off, complained of, closed.

import { byId, el } from "../dom.js";
import { state } from "../state.js";
import { act } from "./act.js";
import { blocksOf } from "./blocks.js";
import { checked } from "./elements.js";
import { plain } from "./mrkdwn.js";

let shown = null;

const keyOf = view => view ? `${view.id} ${view.hash}` : null;

/** Draws the view on top if it is another than the one that is there: what is being typed stays. */
export function show() {
  const view = state.slack.modals.at(-1);
  if (keyOf(view) === keyOf(shown)) return;
  shown = view ?? null;
  const old = byId("slack-modal");
  if (old) {
    old.dataset.gone = "true";
    old.close();
    old.remove();
  }
  if (view) open(view);
}

function open(view) {
  const problem = el("p.problem", { role: "alert" });
  const form = el("form", { novalidate: true }, blocksOf(view.blocks, what => press(what, problem)), problem,
    el("div.dialog-buttons", {},
      el("button.button", { type: "button", onclick: () => close(view, problem) }, plain(view.close?.text) || "Close"),
      view.submit && el("button.button.main", {}, plain(view.submit.text))));
  const dialog = el("dialog.slack-dialog", { id: "slack-modal", "aria-labelledby": "slack-modal-title" }, el("h2", { id: "slack-modal-title" }, plain(view.title?.text)), form);
  form.addEventListener("submit", event => { event.preventDefault(); submit(view, form, problem); });
  dialog.addEventListener("cancel", event => { event.preventDefault(); close(view, problem); });
  document.body.append(dialog);
  dialog.showModal();
}

function valuesOf(form) {
  const field = block => block.querySelector("input:not([type=checkbox], [type=radio]), textarea, select");
  return Object.fromEntries([...form.querySelectorAll(".input-block")].map(block =>
    [`${block.dataset.block}/${block.dataset.action}`, field(block)?.value ?? checked(block)]));
}

function complain(form, errors) {
  let first = null;
  for (const block of form.querySelectorAll(".input-block")) {
    const error = errors[block.dataset.block] ?? "";
    const field = block.querySelector("input, textarea, select");
    block.querySelector(".problem").textContent = error;
    field?.setAttribute("aria-invalid", String(error !== ""));
    if (error) first ??= field;
  }
  first?.focus();
  return first !== null;
}

async function submit(view, form, problem) {
  problem.textContent = "";
  try {
    const answer = await act({ do: "Submit", view: view.id, values: valuesOf(form) });
    const hasErrors = complain(form, answer.errors ?? {});
    if (!hasErrors && answer.trouble) problem.textContent = answer.trouble;
  } catch (failed) {
    problem.textContent = failed.message;
  }
}

async function close(view, problem) {
  try {
    await act({ do: "Close", view: view.id });
  } catch (failed) {
    problem.textContent = failed.message;
  }
}

async function press({ action, given }, problem) {
  try {
    await act({ do: "PressView", action, given });
  } catch (failed) {
    problem.textContent = failed.message;
  }
}
