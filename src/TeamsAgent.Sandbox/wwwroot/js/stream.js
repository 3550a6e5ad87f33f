// Listens to the server, and comes again when it was cut off.

import { byId } from "./dom.js";
import { emit, state } from "./state.js";

const LongestPause = 10_000;
let pause = 500;

export function listen() {
  const source = new EventSource(`/playground/events?as=${encodeURIComponent(state.me)}`);
  source.addEventListener("world", event => {
    pause = 500;
    say("");
    state.world = JSON.parse(event.data);
    emit("world");
  });
  source.addEventListener("messages", event => {
    const { all, messages, newest } = JSON.parse(event.data);
    if (all) state.messages.clear();
    const fresh = messages.filter(message => !state.messages.has(message.id));
    for (const message of messages) state.messages.set(message.id, message);
    state.newest = newest;
    emit("messages", { all, messages, fresh });
  });
  source.addEventListener("backstage", event => {
    state.backstage = JSON.parse(event.data);
    emit("backstage");
  });
  source.addEventListener("error", () => {
    say("Reconnecting…");
    // A browser comes again by itself after a lost connection, not after a refusal.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(listen, pause);
      pause = Math.min(pause * 2, LongestPause);
    }
  });
}

function say(text) {
  byId("connection").textContent = text;
}
