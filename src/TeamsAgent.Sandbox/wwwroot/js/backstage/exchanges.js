// What was asked of the tenant's token endpoint. Tokens are shown by their fingerprints.

import { state, on } from "../state.js";
import { el } from "../dom.js";
import { drawList, statusOf } from "./list.js";

const Kinds = [
  ["federated-connection", "Token Vault exchange"],
  ["token-exchange", "Token exchange"],
  ["authorization_code", "Login"],
  ["refresh_token", "Refresh"],
  ["client_credentials", "Client credentials"],
];

const kindOf = grant => Kinds.find(([part]) => grant?.includes(part))?.[1] ?? grant ?? "Token request";
const nameOf = subject => state.world?.people.find(person => person.subject === subject)?.name ?? subject;

const row = call => ({
  at: call.at,
  title: `${kindOf(call.grantType)}${call.connection ? `: ${call.connection}` : ""}`,
  pill: statusOf(call.status),
  facts: [nameOf(call.subject), call.scope, call.error && `${call.error}: ${call.errorDescription ?? ""}`, call.fault && `fault: ${call.fault}`],
  prints: call.connection && call.tokenSha256 ? [["token", call.tokenSha256]] : [],
});

export function start() {
  on("backstage", () => drawList({
    id: "exchanges", title: "Token exchanges", glimpse: state.backstage.exchanges, row,
    empty: "None. A provider's token is fetched only while an approved step runs.",
    hint: el("p.hint", {}, "At the identity tenant. The same fingerprint comes back in the call below."),
  }));
}
