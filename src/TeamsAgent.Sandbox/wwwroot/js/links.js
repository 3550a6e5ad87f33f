// Links that are followed, and bare addresses in a text.

import { el } from "./dom.js";

/** Links lead to https, or to this machine; null for any other. */
export function safeLink(text) {
  try {
    const url = new URL(text);
    const isHere = url.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
    return url.protocol === "https:" || isHere ? url.href : null;
  } catch {
    return null;
  }
}

export const linkTo = (href, ...children) => el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);

const Bare = /https?:\/\/[^\s<>"'()[\]]+[^\s<>"'()[\].,;:!?]/g;

/** A text in which the addresses are links, as chats show them. */
export function* withLinks(text) {
  let from = 0;
  for (const match of text.matchAll(Bare)) {
    const href = safeLink(match[0]);
    if (!href) continue;
    yield text.slice(from, match.index);
    yield linkTo(href, match[0]);
    from = match.index + match[0].length;
  }
  yield text.slice(from);
}
