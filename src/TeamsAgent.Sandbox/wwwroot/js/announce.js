// Tells screen readers what came in, one sentence a message.

import { byId } from "./dom.js";
import { plain } from "./slack/mrkdwn.js";
import { isSlack, nameOf, on, slackPlace, state } from "./state.js";

const sentence = message =>
  `${nameOf(message.from)}${message.conversation === state.conversation ? "" : " in another chat"}: ${message.text || message.summary || message.card?.fallbackText || "a card"}`;

const inSlack = message =>
  `${nameOf(message.from)}${isSlack() && message.channel === state.slack.channelId(slackPlace()) ? "" : " in Slack"}: ${plain(message.text) || "a message"}`;

export function start() {
  on("slack-messages", ({ all, fresh }) => {
    const others = fresh.filter(message => message.from !== state.me);
    if (!all && others.length > 0) byId("announcement").textContent = others.map(inSlack).join(". ");
  });
  on("messages", ({ all, fresh }) => {
    const others = fresh.filter(message => message.from !== state.me);
    if (!all && others.length > 0) byId("announcement").textContent = others.map(sentence).join(". ");
  });
}
