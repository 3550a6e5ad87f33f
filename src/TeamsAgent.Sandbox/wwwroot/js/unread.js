// Remembers up to where each person has read, in this browser.

import { emit, on, state } from "./state.js";

const key = (who, where) => `playground.read.${who}.${where}`;

function readUpTo(who, where) {
  return Number(localStorage.getItem(key(who, where)) ?? 0);
}

/** The messages of a conversation, with what tells their order. */
function* messagesOf(where) {
  if (where.startsWith("slack-")) {
    const channel = state.slack?.channelId(where.slice("slack-".length));
    for (const message of state.slack?.messages.values() ?? []) if (message.channel === channel) yield { from: message.from, order: Number(message.ts) };
  } else {
    for (const message of state.messages.values()) if (message.conversation === where) yield { from: message.from, order: Number(message.id) };
  }
}

/** How many messages of others the person at this page has not seen. */
export function unread(where) {
  const read = readUpTo(state.me, where);
  return [...messagesOf(where)].filter(message => message.from !== state.me && message.order > read).length;
}

/** Whether the bot waits for somebody else in their private chat. */
export function isWaitedFor(who) {
  return Number(state.newest[who] ?? 0) > readUpTo(who, "private") || Number(state.slack?.newest[who] ?? 0) > readUpTo(who, "slack-dm");
}

/** What is open and visible has been read. */
function read() {
  if (document.hidden) return;
  const newest = Math.max(0, ...[...messagesOf(state.conversation)].map(message => message.order));
  if (newest > readUpTo(state.me, state.conversation)) localStorage.setItem(key(state.me, state.conversation), String(newest));
  emit("read");
}

export function start() {
  on("messages", read);
  on("slack-messages", read);
  on("conversation", read);
  document.addEventListener("visibilitychange", read);
  // Another window read something as somebody else.
  window.addEventListener("storage", () => emit("read"));
}
