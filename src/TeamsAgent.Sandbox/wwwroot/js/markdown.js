// The small part of Markdown that Teams draws: bold, italic, lists, links, mentions. It is built as elements, so all else stays text.

import { el } from "./dom.js";
import { linkTo, safeLink } from "./links.js";

const Inline = new RegExp([
  /\\(?<literal>[\\`*_[\](){}<>#+\-.!~|&])/,
  /\[(?<label>[^[\]\n]{1,300})\]\((?<url>[^()\s]{1,2000})\)/,
  /\*\*(?<bold>[^*\n]+)\*\*/,
  /(?<![\w*])\*(?<italic>[^*\s][^*\n]*)\*(?![\w*])/,
  /(?<![\w_])_(?<under>[^_\s][^_\n]*)_(?![\w_])/,
  /(?<at><at>[^<\n]{1,200}<\/at>)/,
].map(part => part.source).join("|"), "g");

function* inline(text, mentions) {
  let from = 0;
  for (const match of text.matchAll(Inline)) {
    yield text.slice(from, match.index);
    yield piece(match, mentions);
    from = match.index + match[0].length;
  }
  yield text.slice(from);
}

function piece({ 0: whole, groups }, mentions) {
  const { literal, label, url, bold, italic, under, at } = groups;
  if (literal) return literal;
  if (bold) return el("strong", {}, ...inline(bold, mentions));
  if (italic ?? under) return el("em", {}, ...inline(italic ?? under, mentions));
  if (at) return mentions.has(at) ? el("span.mention", {}, mentions.get(at)) : whole;
  const href = safeLink(url);
  return href ? linkTo(href, ...inline(label, mentions)) : whole;
}

const Bullet = /^\s{0,3}[-*+]\s+(.*)$/;
const Numbered = /^\s{0,3}(\d{1,4})[.)]\s+(.*)$/;

function blocks(text) {
  const found = [];
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    const bullet = Bullet.exec(line);
    const number = Numbered.exec(line);
    const kind = bullet ? "ul" : number ? "ol" : line.trim() === "" ? "gap" : "p";
    const content = bullet?.[1] ?? number?.[2] ?? line;
    if (found.at(-1)?.kind === kind) found.at(-1).lines.push(content);
    else found.push({ kind, lines: [content], start: number?.[1] });
  }
  return found.filter(block => block.kind !== "gap");
}

function* lines(all, mentions) {
  for (const [index, line] of all.entries()) {
    if (index > 0) yield el("br");
    yield* inline(line, mentions);
  }
}

/**
 * @param {string} text Markdown of somebody who is not trusted
 * @param {Map<string, string>} mentions marks such as "<at>Ana</at>" and the names they stand for
 * @returns {HTMLElement[]}
 */
export function elementsOf(text, mentions) {
  return blocks(text).map(block => block.kind === "p"
    ? el("p", {}, ...lines(block.lines, mentions))
    : el(block.kind, { start: block.start }, ...block.lines.map(line => el("li", {}, ...inline(line, mentions)))));
}

/** The same as HTML, as the card renderer wants it. */
export function htmlOf(text, mentions) {
  return el("div", {}, ...elementsOf(text, mentions)).innerHTML;
}
