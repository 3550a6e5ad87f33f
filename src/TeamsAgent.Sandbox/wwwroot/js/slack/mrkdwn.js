// Slack's own markup, as it is kept: escaped, with mentions, links and dates in angle brackets. Every word becomes a text node.

import { el } from "../dom.js";
import { linkTo, safeLink, withLinks } from "../links.js";
import { dateOf } from "./dates.js";
import { mentionOf } from "./names.js";

const unescaped = text => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const Styles = [["*", "strong"], ["_", "em"], ["~", "s"]];
const Inline = /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|(?<![\w*_~])([*_~])(?=\S)([^\n]*?\S)\4(?![\w])/;

/** A kept plain text. */
export const plain = text => unescaped(String(text ?? ""));

function special(inside) {
  const [target, label] = inside.split(/\|(.*)/s);
  if (target.startsWith("@") || target.startsWith("#")) return el("span.mention", {}, mentionOf(target.slice(1)));
  if (target.startsWith("!date^")) {
    const [, seconds, format, link] = target.split("^");
    const date = dateOf(seconds, plain(format), plain(label));
    return link && safeLink(link) ? linkTo(safeLink(link), date) : date;
  }
  if (target.startsWith("!")) return el("span.mention", {}, `@${plain(label ?? target.slice(1).split("^")[0])}`);
  const href = safeLink(plain(target));
  return href ? linkTo(href, plain(label ?? target)) : plain(label ?? target);
}

/** @returns {(Node|string)[]} a line's parts */
function* parts(text, verbatim) {
  for (let rest = text; rest;) {
    const found = Inline.exec(rest);
    if (!found) {
      yield* verbatim ? [plain(rest)] : withLinks(plain(rest));
      return;
    }
    const [all, block, code, inside, mark, styled] = found;
    if (found.index > 0) yield* verbatim ? [plain(rest.slice(0, found.index))] : withLinks(plain(rest.slice(0, found.index)));
    if (block !== undefined) yield el("pre", {}, plain(block.replace(/^\n/, "")));
    else if (code !== undefined) yield el("code", {}, plain(code));
    else if (inside !== undefined) yield special(inside);
    else yield el(Styles.find(([sign]) => sign === mark)[1], {}, ...parts(styled, verbatim));
    rest = rest.slice(found.index + all.length);
  }
}

/** @returns {Node[]} */
export function mrkdwn(text, { verbatim = false } = {}) {
  const drawn = [];
  // Code in three signs may have several lines; all else ends with its line.
  for (const piece of String(text ?? "").split(/(```[\s\S]+?```)/)) {
    if (piece.startsWith("```")) drawn.push(...parts(piece, verbatim));
    else lines(piece, verbatim, drawn);
  }
  return drawn;
}

function lines(text, verbatim, drawn) {
  let quote = null;
  text.split("\n").forEach((line, index) => {
    const quoted = line.startsWith("&gt;");
    if (quoted) {
      if (!quote) drawn.push(quote = el("blockquote"));
      else quote.append(el("br"));
      quote.append(...parts(line.slice("&gt;".length).trimStart(), verbatim));
      return;
    }
    if (index > 0 && !quote) drawn.push(el("br"));
    quote = null;
    drawn.push(...parts(line, verbatim));
  });
}

/** A text object: plain_text or mrkdwn. */
export const textOf = object => object?.type === "mrkdwn" ? mrkdwn(object.text, object) : [plain(object?.text)];
