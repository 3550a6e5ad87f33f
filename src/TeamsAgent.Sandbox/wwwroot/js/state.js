// What the page knows, and who wants to hear of changes.

const query = new URLSearchParams(location.search);

export const state = {
  /** Whose eyes these are. */
  me: query.get("as") ?? "ana",
  /** "general" or "private" of Teams; "slack-home", "slack-dm" or "slack-C…" of Slack. */
  conversation: conversationOf(query),
  world: null,
  /** Messages by id, in the order in which they were written. */
  messages: new Map(),
  /** The bot's newest message in everybody's private chat, by person. */
  newest: {},
  /** The Slack-like workspace as this person sees it; null without one. */
  slack: null,
  backstage: null,
  /** The request that the right pane shows; null for the newest. */
  request: null,
};

const listeners = new Map();

/** Calls back with what changed: world, messages, slack, slack-messages, conversation, backstage, request, read. */
export function on(topic, listener) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

export function emit(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

export const person = key => state.world?.people.find(someone => someone.key === key);
const Others = { bot: "TeamsAgent", workflow: "Request form", gus: "Gus Moran", olga: "Olga Petrova", dan: "Dan Reyes" };
export const nameOf = key => Others[key] ?? person(key)?.name ?? key;
export const initials = key => key === "bot" ? "TA" : nameOf(key).split(" ").map(word => word[0]).join("").slice(0, 2);

export function addressOf(me, conversation) {
  return `/?as=${encodeURIComponent(me)}${conversation === "general" ? "" : `&in=${encodeURIComponent(conversation)}`}`;
}

/** The conversation that an address names. */
export function conversationOf(found) {
  const name = found.get("in") ?? "";
  return name === "private" || /^slack-(home|dm|C[A-Z0-9]+)$/.test(name) ? name : "general";
}

export const isSlack = () => state.conversation.startsWith("slack-");

/** "home", "dm", or a channel. */
export const slackPlace = () => state.conversation.slice("slack-".length);
