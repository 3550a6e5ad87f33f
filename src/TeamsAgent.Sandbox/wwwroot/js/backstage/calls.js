// What reached the providers.

import { on, state } from "../state.js";
import { drawList, statusOf } from "./list.js";

const Titles = { github: "GitHub", google: "Google Calendar", gmail: "Gmail", payments: "Payments" };
const ownerOf = subject => state.world?.people.find(person => person.subject === subject)?.name ?? subject;

const row = call => ({
  at: call.at,
  title: Titles[call.provider] ?? call.provider,
  pill: statusOf(call.status),
  target: `${call.method} ${call.target}`,
  facts: [call.tokenOwner && `as ${ownerOf(call.tokenOwner)}`, call.fault && `fault: ${call.fault}`],
  prints: [call.tokenSha256 && ["token", call.tokenSha256], call.bodySha256 && ["body", call.bodySha256]].filter(Boolean),
});

export function start() {
  on("backstage", () => drawList({
    id: "calls", title: "Provider calls", glimpse: state.backstage.calls, row, empty: "None. Nothing was sent anywhere.",
  }));
}
