// A request's trail: sentences, each linked to the one before by its hash.

import { el } from "../dom.js";
import { moment } from "../time.js";

const short = hash => (hash ?? "").slice(0, 8);

export function timelineOf(entries) {
  return el("ol.timeline", { "aria-label": "What happened" }, ...entries.map(({ seq, hash, body }) => el("li", {},
    el("div", {}, body.sentence),
    el("div.facts", {},
      moment(body.at, true),
      Number.isInteger(body.step) && el("span", {}, `step ${body.step + 1}`),
      body.hash && el("span.mono", { title: `The plan or call it is about: SHA-256 ${body.hash}` }, `about ${short(body.hash)}`),
      el("span.mono", { title: `Entry ${seq} of the audit chain: SHA-256 ${hash}` }, `№ ${seq} · ${short(hash)}`)))));
}
