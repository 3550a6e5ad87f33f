// What shall go wrong next. Loaded when the part is opened.

import { get, post } from "../api.js";
import { byId, el } from "../dom.js";
import { state } from "../state.js";

const Providers = [["github", "GitHub"], ["google", "Google Calendar"], ["gmail", "Gmail"], ["payments", "Payments"]];
const AtProvider = [
  ["fail", "Fail: 500, not done"], ["fail_after_doing", "Done, but answers 500"], ["hang_after_doing", "Done, then hangs"], ["drop", "Connection drops, not done"],
  ["drop_after_doing", "Done, then the connection drops"], ["too_many_requests", "429 with Retry-After"], ["html", "A page of HTML"], ["redirect", "Redirect to another host"],
];
const InChat = {
  Throttled: "429, try in a second", PreconditionFailed: "412, another operation is on", BadGateway: "502 with HTML", DeliveredThen500: "Delivered, but answers 500",
  EmptyAnswer: "Delivered, empty answer", Dropped: "Connection drops", DeliveredThenDropped: "Delivered, then the connection drops", BotNotInRoster: "403, bot not in the chat", Unauthorized: "401, token revoked",
};
const InSlack = {
  Throttled: "429, try in a second", Failed: "500, not done", BadGateway: "502 with HTML", DoneThenFatal: "Done, but answers fatal_error", DoneThen500: "Done, but answers 500",
  Dropped: "Connection drops", DoneThenDropped: "Done, then the connection drops", Hangs: "No answer", DoneThenHangs: "Done, no answer",
};
const SlackHappenings = [
  ["DuplicateNext", "The next event or press comes twice"], ["DropNext", "The next delivery is lost"], ["ReorderNext", "The next two come in another order"],
  ["DeleteCard", "The newest card is deleted"], ["Uninstall", "The app is uninstalled"], ["DisconnectSockets", "Socket Mode connections are refreshed"],
];
const SlackErrors = [
  ["chat.postMessage", "channel_not_found"], ["chat.postMessage", "not_in_channel"], ["chat.postMessage", "ekm_access_denied"], ["chat.update", "message_not_found"], ["chat.update", "edit_window_closed"],
  ["chat.update", "internal_error"], ["views.open", "expired_trigger_id"], ["views.publish", "hash_conflict"], ["users.info", "user_not_visible"], ["conversations.info", "missing_scope"], ["chat.postMessage", "token_expired"],
];
const Happenings = [
  ["Duplicate", "The next message or press comes twice"], ["DuplicateAsTwo", "The next message or press comes twice, as two"],
  ["Drop", "The next delivery is lost"], ["Reorder", "The next two come in another order"],
  ["NewKeys", "Teams signs with new keys"], ["CardDeleted", "The newest card is deleted"],
];
const Connections = [["github", "GitHub"], ["google-oauth2", "Google"], ["payments", "Payments"]];

function choice(id, label, options) {
  return [el("label", { for: id }, label), el("select", { id }, ...options.map(([value, text]) => el("option", { value }, text)))];
}

function fault(title, fields, button, send) {
  return el("fieldset.fault", {}, el("legend", {}, title), ...fields.flat(), el("button.button", { type: "button", onclick: () => order(send) }, button));
}

const value = id => byId(id).value;

async function order(send) {
  const note = byId("faults-note");
  try {
    await send();
    await draw("It is set.");
  } catch (failed) {
    note.textContent = failed.message;
  }
}

function lasting(id, label, isOn, change, path = "/playground/faults/chat") {
  return el("label.check", { for: id }, el("input", { id, type: "checkbox", checked: isOn, onchange: event => order(() => post(path, change(event.target.checked))) }), label);
}

function slackFaults({ faults, down, removed, throttles, installed }) {
  const path = "/playground/faults/slack";
  return [
    fault("Slack: calls", [choice("fault-slack", "The next call of the bot", faults.map(name => [name, InSlack[name] ?? name]))],
      "Let it happen", () => post(path, { do: "FailNext", fault: value("fault-slack") })),
    fault("Slack: refusals", [choice("fault-slack-error", "What the next such call is answered", SlackErrors.map(pair => [pair.join(" "), `${pair[0]}: ${pair[1]}`]))],
      "Let it happen", () => post(path, { do: "ErrorNext", method: value("fault-slack-error").split(" ")[0], error: value("fault-slack-error").split(" ")[1] })),
    fault("Slack", [choice("fault-slack-happens", "What happens in Slack", SlackHappenings.filter(([verb]) => installed || verb !== "Uninstall"))],
      "Let it happen", () => post(path, { do: value("fault-slack-happens") })),
    lasting("fault-slack-down", "Slack is down", down, on => ({ do: on ? "Down" : "Up" }), path),
    lasting("fault-slack-throttles", "Slack counts calls and throttles", throttles, on => ({ do: on ? "Throttle" : "Unthrottle" }), path),
    lasting("fault-slack-removed", "Bot is removed from #general in Slack", removed, on => ({ do: on ? "RemoveBot" : "AddBot" }), path),
  ];
}

async function draw(note = "") {
  const found = await get("/playground/faults").catch(failed => ({ chat: [], waiting: [], error: failed.message }));
  byId("faults-body").replaceChildren(
    el("p.hint", {}, "Each strikes the next call of its kind. Everything should still end in one clear state."),
    fault("Chat", [
      choice("fault-chat", "The next call of the bot", found.chat.map(name => [name, InChat[name] ?? name])),
    ], "Let it happen", () => post("/playground/faults/chat", { fault: value("fault-chat"), times: 1 })),
    fault("Teams", [choice("fault-happens", "What happens", Happenings)], "Let it happen", () => post("/playground/faults/chat", { happens: value("fault-happens") })),
    lasting("fault-down", "Chat is down", found.chat_down, down => ({ down })),
    lasting("fault-removed", "Bot is removed from the channel", found.bot_removed, botRemoved => ({ botRemoved })),
    ...(found.slack ? slackFaults(found.slack) : []),
    fault("Provider", [choice("fault-provider", "Whose next call", Providers), choice("fault-kind", "What goes wrong", AtProvider)],
      "Let it happen", () => post("/playground/faults/provider", { provider: value("fault-provider"), fault: value("fault-kind"), times: 1 })),
    fault("Tenant", [choice("fault-row", "The next Token Vault exchange", (found.rows ?? []).map(row => [row, row]))],
      "Let it happen", () => post("/playground/faults/tenant", { do: "fail-next", row: value("fault-row") })),
    fault("Somebody’s account", [
      choice("fault-user", "Whose", state.world.people.map(person => [person.subject, person.name])),
      choice("fault-connection", "At", Connections),
      choice("fault-do", "What", [["revoke-at-provider", "Revoked at the provider"], ["disconnect", "Disconnected"], ["connect", "Connected (again)"], ["expire-provider-tokens", "Stored token spent"]]),
    ], "Let it happen", () => post("/playground/faults/tenant", { do: value("fault-do"), user: value("fault-user"), connection: value("fault-connection") })),
    el("h4", {}, "Waiting to strike"),
    found.waiting.length ? el("ul.waiting", {}, ...found.waiting.map(text => el("li", {}, text))) : el("p.hint", {}, "Nothing."),
    el("button.button", { type: "button", onclick: () => order(() => post("/playground/faults/clear", {})) }, "Forget all"));
  byId("faults-note").textContent = found.error ?? note;
}

export function start() {
  const details = el("details.faults", {}, el("summary", {}, el("h3", { id: "faults-title" }, "Faults")), el("div", { id: "faults-body" }), el("p.hint", { id: "faults-note", role: "status" }));
  details.addEventListener("toggle", () => details.open && draw());
  byId("faults").append(details);
}
