// Block Kit, as far as the app uses it. Nothing here turns text into markup.

import { el } from "../dom.js";
import { boxes, element, menu, newId } from "./elements.js";
import { mrkdwn, plain, textOf } from "./mrkdwn.js";
import { richText } from "./richText.js";

// No picture is fetched from anywhere; its words are shown.
const image = found => el("span.picture", { role: "img", "aria-label": found.alt_text }, found.alt_text);

const Blocks = {
  header: block => el("h4.block-header", {}, plain(block.text?.text)),
  divider: () => el("hr"),
  image: block => el("p", {}, image(block)),
  markdown: block => el("p.block-text", {}, block.text),
  rich_text: richText,
  context: block => el("p.context", {}, ...(block.elements ?? []).map(part => part.type === "image" ? image(part) : el("span", {}, ...textOf(part)))),
  actions: (block, press) => el("div.block-actions", {}, ...(block.elements ?? []).map(found => element(found, block, press))),
  section: (block, press) => el("div.section", {},
    el("div.section-words", {},
      block.text && el("p.block-text", {}, ...textOf(block.text)),
      block.fields && el("div.fields", {}, ...block.fields.map(field => el("p", {}, ...textOf(field))))),
    block.accessory && (block.accessory.type === "image" ? image(block.accessory) : element(block.accessory, block, press))),
  input,
};

function input(block) {
  const [id, hint, error] = [newId(), newId(), newId()];
  const { element: found, optional } = block;
  const props = { id, "aria-describedby": `${hint} ${error}`, "aria-required": String(!optional), autofocus: found.focus_on_load ?? null };
  const field = {
    plain_text_input: () => el(found.multiline ? "textarea" : "input", {
      ...props, placeholder: plain(found.placeholder?.text) || null, maxlength: found.max_length ? String(found.max_length) : null, rows: found.multiline ? "4" : null,
    }),
    static_select: () => menu(found, props),
    checkboxes: () => boxes(found, { ...props, "aria-labelledby": `${id}-label` }),
    radio_buttons: () => boxes(found, { ...props, "aria-labelledby": `${id}-label` }),
  }[found.type]?.() ?? el("span");
  if (found.type === "plain_text_input") field.value = found.initial_value ?? "";
  return el("div.input-block", { dataset: { block: block.block_id, action: found.action_id } },
    el("label", { for: field.matches("input, textarea, select") ? id : null, id: `${id}-label` }, plain(block.label?.text), optional && el("span.quiet", {}, " (optional)")),
    field,
    el("p.hint", { id: hint }, plain(block.hint?.text)),
    el("p.problem", { id: error, role: "alert" }));
}

/** @returns {HTMLElement} */
export function blocksOf(blocks, press) {
  return el("div.blocks", {}, ...blocks.map(block => Blocks[block.type]?.(block, press) ?? el("p.quiet", {}, `(a block of the kind “${block.type}”)`)));
}

/** A message without blocks. */
export const textMessage = text => el("p.block-text", {}, ...mrkdwn(text));
