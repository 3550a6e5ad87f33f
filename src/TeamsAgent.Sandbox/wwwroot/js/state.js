// What the page knows, and who wants to hear of changes.

const query = new URLSearchParams(location.search);

export const state = {
  /** Whose eyes these are. */
  me: query.get("as") ?? "ana",
  /** "general" or "private". */
  conversation: query.get("in") === "private" ? "private" : "general",
  world: null,
  /** Messages by id, in the order in which they were written. */
  messages: new Map(),
  /** The bot's newest message in everybody's private chat, by person. */
  newest: {},
  backstage: null,
  /** The request that the right pane shows; null for the newest. */
  request: null,
};

const listeners = new Map();

/** Calls back with what changed: world, messages, conversation, backstage, request, read. */
export function on(topic, listener) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

export function emit(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

export const person = key => state.world?.people.find(someone => someone.key === key);
export const nameOf = key => key === "bot" ? "TeamsAgent" : person(key)?.name ?? key;
export const initials = key => key === "bot" ? "TA" : nameOf(key).split(" ").map(word => word[0]).join("").slice(0, 2);

export function addressOf(me, conversation) {
  return `/?as=${encodeURIComponent(me)}${conversation === "private" ? "&in=private" : ""}`;
}
