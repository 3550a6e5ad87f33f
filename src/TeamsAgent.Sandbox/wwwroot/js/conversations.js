// The chats on the left.

import { byId, el } from "./dom.js";
import { addressOf, emit, on, state } from "./state.js";
import { unread } from "./unread.js";

const All = [
  { key: "general", group: "Team Contoso", mark: "#", name: "General", about: "Team Contoso. Everybody reads here." },
  { key: "private", group: "Private", mark: "TA", name: "TeamsAgent", about: "Only you and the bot." },
];

function draw() {
  const counts = Object.fromEntries(All.map(({ key }) => [key, key === state.conversation ? 0 : unread(key)]));
  byId("conversation-list").replaceChildren(...All.flatMap(({ key, group, mark, name }) => [
    el("h3", {}, group),
    el("a.conversation-link", {
      href: addressOf(state.me, key), class: counts[key] ? "unread" : "read", "aria-current": key === state.conversation && "page", onclick: event => open(event, key),
    },
    el("span.mark", { "aria-hidden": "true" }, mark),
    el("span.name", {}, name),
    counts[key] > 0 && el("span.count", {}, String(counts[key]), el("span.unseen", {}, " unread"))),
  ]));
  const others = Object.values(counts).reduce((sum, count) => sum + count, 0);
  document.querySelector(".panes .dot").hidden = others === 0;
  const here = All.find(({ key }) => key === state.conversation);
  byId("conversation-title").textContent = here.name;
  byId("conversation-about").textContent = here.about;
  const me = state.world.people.find(someone => someone.key === state.me);
  document.title = `${others ? `(${others}) ` : ""}${here.name} as ${me.name} · TeamsAgent playground`;
}

function open(event, key) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", addressOf(state.me, key));
  show(key);
}

function show(key) {
  state.conversation = key;
  emit("conversation");
}

export function start() {
  on("world", draw);
  on("read", () => state.world && draw());
  on("conversation", draw);
  window.addEventListener("popstate", () => show(new URLSearchParams(location.search).get("in") === "private" ? "private" : "general"));
}
