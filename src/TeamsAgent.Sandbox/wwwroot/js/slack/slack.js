// The Slack-like half of the page: hears of the workspace, and shows the chosen part of it.

import { byId, el } from "../dom.js";
import { emit, isSlack, on, slackPlace, state } from "../state.js";
import { act } from "./act.js";
import * as channel from "./channel.js";
import { composer } from "./composer.js";
import * as home from "./home.js";
import * as modal from "./modal.js";

const Examples = [
  ["Open an issue", "Open an issue in acme/web: Checkout fails in Safari"],
  ["A payment", "Transfer 1250.00 EUR to DE89370400440532013000 for invoice 77"],
  ["Calendar", "Put a 30 minute triage with ben@contoso.example in the calendar tomorrow at 10:00"],
];
const Words = ["help", "status", "my requests", "waiting for me"];

function write() {
  const place = slackPlace();
  if (place === "home") return byId("composer").replaceChildren();
  const where = state.slack.channelId(place);
  const form = composer({ id: "composer-text", channel: where, label: place === "dm" ? "Write to TeamsAgent" : `Write to #${state.slack.names[where] ?? "channel"}` });
  const commands = Words.map(word => [`${state.slack.command} ${word}`, `${state.slack.command} ${word}`]);
  const examples = place === "dm" ? [...Words.map(word => [word, word]), ...Examples.slice(0, 1)] : [...Examples, ...commands.slice(0, 2)];
  byId("composer").replaceChildren(form, el("div.examples", { role: "group", "aria-label": "Examples" },
    el("span", { "aria-hidden": "true" }, "Try"),
    ...examples.map(([title, text]) => el("button", { type: "button", title: text, onclick: () => take(text) }, title))));
}

function take(text) {
  const box = byId("composer-text");
  box.value = text;
  box.focus();
}

function show(what) {
  if (!isSlack() || !state.slack) return;
  if (slackPlace() === "home") home.show(what === undefined);
  else channel.show(what);
}

function turn() {
  byId("slack").hidden = !isSlack();
  byId("posts").hidden = isSlack();
  // There is nothing to write on the Home tab.
  document.querySelector(".skip").href = isSlack() && slackPlace() === "home" ? "#scroll" : "#composer-text";
  if (!isSlack() || !state.slack) return;
  byId("empty").hidden = true;
  write();
  show();
  if (slackPlace() === "home") act({ do: "OpenHome" }).catch(() => {});
}

function hear({ all, messages, rest }) {
  const isFirst = !state.slack;
  if (isFirst) state.slack = { messages: new Map() };
  const { slack } = state;
  Object.assign(slack, rest, { channelId: place => place === "dm" ? `D${state.world.slack.me.slice(1)}` : place });
  const changed = messages.filter(message => JSON.stringify(message) !== JSON.stringify(slack.messages.get(message.id)));
  const fresh = messages.filter(message => !slack.messages.has(message.id));
  for (const message of changed) slack.messages.set(message.id, message);
  emit("slack-messages", { all: all && isFirst, fresh });
  if (isFirst) turn();
  else show({ all: false, messages: changed });
  modal.show();
}

export function start() {
  on("slack", hear);
  on("conversation", turn);
}
