// Things to ask for. A click writes one into the box; sending is up to the person.

import { make as makeComposer } from "./composer.js";
import { byId, el } from "./dom.js";
import { isSlack, on, state } from "./state.js";

const InChannel = [
  ["Open an issue", "Open an issue in acme/web: Checkout fails in Safari"],
  ["Calendar", "Put a 30 minute triage with ben@contoso.example in the calendar tomorrow at 10:00"],
  ["A payment", "Transfer 1250.00 EUR to DE89370400440532013000 for invoice 77"],
  ["Read, then comment", "List the open issues in acme/web and comment on the oldest: We are on it"],
  ["Something missing", "Open an issue in acme/web"],
  ["Mail", "Send a mail to ben@contoso.example with the subject Release saying: We release on Thursday."],
];

const InPrivate = ["help", "status", "my requests", "link", "connect github"].map(word => [word, word]);

function draw() {
  if (isSlack()) return;
  const where = state.conversation === "general" ? "General" : "TeamsAgent";
  const form = makeComposer({ id: "composer-text", label: state.conversation === "general" ? "Start a new post" : `Write to ${where}` });
  const examples = state.conversation === "general" ? InChannel : InPrivate;
  byId("composer").replaceChildren(form, el("div.examples", { role: "group", "aria-label": "Examples" },
    el("span", { "aria-hidden": "true" }, "Try"),
    ...examples.map(([title, text]) => el("button", { type: "button", title: text, onclick: () => take(text) }, title))));
}

function take(text) {
  const box = byId("composer-text");
  box.value = text;
  box.focus();
}

export function start() {
  on("world", () => byId("composer-text") ?? draw());
  on("conversation", draw);
}
