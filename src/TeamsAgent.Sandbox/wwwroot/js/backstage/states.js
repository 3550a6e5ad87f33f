// A request's states, in words and colours.

import { el } from "../dom.js";

const States = {
  AwaitingDecision: ["Waiting for a decision", "act"],
  Approved: ["Approved", "act"],
  Executing: ["Running", "act"],
  Succeeded: ["Done", "good"],
  Failed: ["Failed", "bad"],
  Unknown: ["Outcome unknown", "warn"],
  Rejected: ["Rejected", "bad"],
  Expired: ["Expired", "plain"],
  Withdrawn: ["Withdrawn", "plain"],
  Denied: ["Not allowed", "bad"],
};

export const wordsOf = name => States[name]?.[0] ?? name;
export const pillOf = name => el("span.pill", { class: States[name]?.[1] ?? "plain" }, wordsOf(name));
