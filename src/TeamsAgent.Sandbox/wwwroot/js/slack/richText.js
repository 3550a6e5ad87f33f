// Rich text: styles are fields, and text is never read for markup.

import { el } from "../dom.js";
import { linkTo, safeLink } from "../links.js";
import { dateOf } from "./dates.js";
import { mentionOf } from "./names.js";

const Styles = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };
const Parts = {
  text: part => part.text,
  link: part => safeLink(part.url) ? linkTo(safeLink(part.url), part.text ?? part.url) : part.text ?? part.url,
  user: part => el("span.mention", {}, mentionOf(part.user_id)),
  channel: part => el("span.mention", {}, mentionOf(part.channel_id)),
  usergroup: part => el("span.mention", {}, `@${part.usergroup_id}`),
  broadcast: part => el("span.mention", {}, `@${part.range}`),
  emoji: part => part.unicode ? String.fromCodePoint(...part.unicode.split("-").map(code => parseInt(code, 16))) : `:${part.name}:`,
  date: part => dateOf(part.timestamp, part.format, part.fallback),
  color: part => part.value,
};

function draw(part) {
  const content = Parts[part.type]?.(part) ?? "";
  return Object.entries(Styles).reduce((inner, [style, tag]) => part.style?.[style] ? el(tag, {}, inner) : inner, content);
}

const all = element => (element.elements ?? []).map(draw);
const Elements = {
  rich_text_section: element => el("p", {}, ...all(element)),
  rich_text_preformatted: element => el("pre", {}, ...all(element)),
  rich_text_quote: element => el("blockquote", {}, ...all(element)),
  rich_text_list: element => el(element.style === "ordered" ? "ol" : "ul", { class: `indent-${element.indent ?? 0}`, start: element.style === "ordered" && element.offset ? String(element.offset + 1) : null },
    ...(element.elements ?? []).map(item => el("li", {}, ...all(item)))),
};

/** @returns {HTMLElement} */
export function richText(block) {
  return el("div.rich", {}, ...(block.elements ?? []).map(element => Elements[element.type]?.(element)));
}
