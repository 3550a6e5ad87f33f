// Listens to the server, and comes again when it was cut off.

import { byId } from "./dom.js";
import { emit, isSlack, state } from "./state.js";

const LongestPause = 10_000;
const Patience = 30_000;
let pause = 500;
let leaving;
let source = null;

export function start() {
  listen();
  // A browser holds six connections to a server: pages that nobody looks at give theirs back.
  document.addEventListener("visibilitychange", () => {
    clearTimeout(leaving);
    if (!document.hidden) listen();
    else leaving = setTimeout(() => { source?.close(); source = null; }, Patience);
  });
}

function listen() {
  if (source && source.readyState !== EventSource.CLOSED) return;
  source = new EventSource(`/playground/events?as=${encodeURIComponent(state.me)}`);
  source.addEventListener("world", event => {
    pause = 500;
    say("");
    state.world = JSON.parse(event.data);
    if (isSlack() && !state.world.slack) state.conversation = "general";
    emit("world");
  });
  source.addEventListener("messages", event => take(JSON.parse(event.data)));
  source.addEventListener("slack", event => emit("slack", JSON.parse(event.data)));
  source.addEventListener("backstage", event => {
    state.backstage = JSON.parse(event.data);
    emit("backstage");
  });
  source.addEventListener("error", () => {
    say("Reconnecting…");
    // A browser comes again by itself after a lost connection, not after a refusal.
    if (source?.readyState === EventSource.CLOSED) {
      setTimeout(listen, pause);
      pause = Math.min(pause * 2, LongestPause);
    }
  });
}

// Who comes again is told everything again; what is known already is left as it is, with what is being typed into it.
function take({ all, messages, newest }) {
  const isFirst = state.messages.size === 0;
  const isOther = all && [...state.messages.keys()].some(id => !messages.some(message => message.id === id));
  if (isOther) state.messages.clear();
  const fresh = messages.filter(message => !state.messages.has(message.id));
  const changed = messages.filter(message => JSON.stringify(message) !== JSON.stringify(state.messages.get(message.id)));
  for (const message of changed) state.messages.set(message.id, message);
  state.newest = newest;
  emit("messages", { all: (all && isFirst) || isOther, messages: changed, fresh });
}

function say(text) {
  byId("connection").textContent = text;
}
