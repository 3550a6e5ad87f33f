// Remembers up to where each person has read, in this browser.

import { emit, on, state } from "./state.js";

const key = (who, where) => `playground.read.${who}.${where}`;

function readUpTo(who, where) {
  return Number(localStorage.getItem(key(who, where)) ?? 0);
}

/** How many messages of others the person at this page has not seen. */
export function unread(where) {
  const read = readUpTo(state.me, where);
  let count = 0;
  for (const message of state.messages.values()) {
    if (message.conversation === where && message.from !== state.me && Number(message.id) > read) count++;
  }
  return count;
}

/** Whether the bot waits for somebody else in their private chat. */
export function isWaitedFor(who) {
  return Number(state.newest[who] ?? 0) > readUpTo(who, "private");
}

/** What is open and visible has been read. */
function read() {
  if (document.hidden) return;
  const ids = [...state.messages.values()].filter(message => message.conversation === state.conversation).map(message => Number(message.id));
  const newest = Math.max(0, ...ids);
  if (newest > readUpTo(state.me, state.conversation)) localStorage.setItem(key(state.me, state.conversation), String(newest));
  emit("read");
}

export function start() {
  on("messages", read);
  on("conversation", read);
  document.addEventListener("visibilitychange", read);
  // Another window read something as somebody else.
  window.addEventListener("storage", () => emit("read"));
}
