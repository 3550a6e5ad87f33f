// The switch at the top: who you are.

import { byId, el } from "./dom.js";
import { addressOf, initials, on, state } from "./state.js";
import { isWaitedFor } from "./unread.js";

function draw() {
  byId("people").replaceChildren(...state.world.people.map(someone => {
    const isMe = someone.key === state.me;
    const waits = !isMe && isWaitedFor(someone.key);
    const [first, ...rest] = someone.name.split(" ");
    return el("a", { href: addressOf(someone.key, state.conversation), "aria-current": isMe && "page" },
      el("span.avatar", { class: `tint-${someone.key}`, "aria-hidden": "true" }, initials(someone.key)),
      waits && el("span.dot", { title: "An unread private message" }),
      el("span", {},
        el("span.name", {}, first, el("span.surname", {}, ` ${rest.join(" ")}`)),
        el("span.role", {}, someone.role),
        waits && el("span.unseen", {}, " has an unread private message")));
  }));
}

export function start() {
  on("world", draw);
  on("read", () => state.world && draw());
  on("conversation", draw);
}
