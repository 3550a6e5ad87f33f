// Tells screen readers what came in, one sentence a message.

import { byId } from "./dom.js";
import { nameOf, on, state } from "./state.js";

const sentence = message =>
  `${nameOf(message.from)}${message.conversation === state.conversation ? "" : " in another chat"}: ${message.text || message.summary || message.card?.fallbackText || "a card"}`;

export function start() {
  on("messages", ({ all, fresh }) => {
    const others = fresh.filter(message => message.from !== state.me);
    if (!all && others.length > 0) byId("announcement").textContent = others.map(sentence).join(". ");
  });
}
