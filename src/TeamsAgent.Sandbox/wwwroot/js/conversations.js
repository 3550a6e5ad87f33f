// The chats on the left.

import { byId, el } from "./dom.js";
import { addressOf, conversationOf, emit, on, state } from "./state.js";
import { unread } from "./unread.js";

const Teams = [
  { key: "general", group: "Teams: Contoso", mark: "#", name: "General", about: "Team Contoso in Teams. Everybody reads here." },
  { key: "private", group: "Teams: Contoso", mark: "TA", name: "TeamsAgent", about: "Teams. Only you and the bot." },
];

const aboutOf = channel => [
  "Slack workspace Contoso.",
  channel.isPrivate && "A private channel; the bot is not in it unless somebody invites it.",
  channel.isExtShared && "Shared with Fabrikam: people of another company read here.",
  channel.isArchived && "Archived: nobody can write here any more.",
].filter(Boolean).join(" ");

function inSlack() {
  if (!state.slack) return [];
  const group = "Slack: Contoso";
  return [
    { key: "slack-home", group, mark: "⌂", name: "Home", about: "The bot’s page in Slack, as only you see it." },
    { key: "slack-dm", group, mark: "TA", name: "Direct message", about: "Slack. Only you and TeamsAgent." },
    ...state.slack.channels.map(channel => ({ key: `slack-${channel.id}`, group, mark: channel.isPrivate ? "◆" : "#", name: channel.name, title: `#${channel.name}`, about: aboutOf(channel) })),
  ];
}

function draw() {
  const All = [...Teams, ...inSlack()];
  const counts = Object.fromEntries(All.map(({ key }) => [key, key === state.conversation ? 0 : unread(key)]));
  const focused = document.activeElement?.closest?.(".conversation-link")?.getAttribute("href");
  byId("conversation-list").replaceChildren(...All.flatMap(({ key, group, mark, name }, index) => [
    group !== All[index - 1]?.group && el("h3", {}, group),
    el("a.conversation-link", {
      href: addressOf(state.me, key), class: counts[key] ? "unread" : "read", "aria-current": key === state.conversation && "page", onclick: event => open(event, key),
    },
    el("span.mark", { "aria-hidden": "true" }, mark),
    el("span.name", {}, name),
    counts[key] > 0 && el("span.count", {}, String(counts[key]), el("span.unseen", {}, " unread"))),
  ]).filter(Boolean));
  if (focused) byId("conversation-list").querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
  const others = Object.values(counts).reduce((sum, count) => sum + count, 0);
  document.querySelector(".panes .dot").hidden = others === 0;
  const here = All.find(({ key }) => key === state.conversation) ?? { name: "Slack", about: "" };
  byId("conversation-title").textContent = here.title ?? here.name;
  byId("conversation-about").textContent = here.about;
  const me = state.world.people.find(someone => someone.key === state.me);
  document.title = `${others ? `(${others}) ` : ""}${here.title ?? here.name} as ${me.name} · TeamsAgent playground`;
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
  on("slack", draw);
  window.addEventListener("popstate", () => show(conversationOf(new URLSearchParams(location.search))));
}
