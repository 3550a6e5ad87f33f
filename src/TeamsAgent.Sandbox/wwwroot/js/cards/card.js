// Draws a message's card with Microsoft's renderer, and hears its buttons.

import { el } from "../dom.js";
import { safeLink } from "../links.js";
import { htmlOf } from "../markdown.js";
import { mentionsOf } from "../mentions.js";
import { hostConfig } from "./hostConfig.js";
import { openMenu } from "./menu.js";
import { press, say } from "./press.js";

const Path = "playground-path";
const { AdaptiveCard, GlobalSettings, HostConfig } = globalThis.AdaptiveCards;
const config = new HostConfig(hostConfig);
let mentions = new Map();

// Without this, actions forget the path that was written into them.
GlobalSettings.enableFullJsonRoundTrip = true;

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = htmlOf(text, mentions);
  result.didProcess = true;
};

/** @returns {HTMLElement} */
export function draw(message) {
  const place = el("div");
  const card = new AdaptiveCard();
  card.hostConfig = config;
  card.onExecuteAction = action => execute(action, message, place);
  card.onDisplayOverflowActionMenu = (actions, button) => openMenu(actions, button);
  card.onAnchorClicked = (_, anchor) => safeLink(anchor.href) === null;
  mentions = mentionsOf(message.card.msteams?.entities);
  try {
    card.parse(withPaths(structuredClone(message.card)));
    const drawn = card.render();
    place.append(el("div.card", { class: message.card.msteams?.width === "Full" ? "full" : "standard" }, drawn));
  } catch {
    place.append(el("p.text", {}, message.card.fallbackText ?? "This card cannot be shown."));
  }
  if (message.isOwnView) place.append(el("p.own-view", {}, "Only you see the card like this."));
  return place;
}

/** Each action learns where in the card it is: several may share a verb. */
function withPaths(node, path = "") {
  if (node === null || typeof node !== "object") return node;
  if (typeof node.type === "string" && node.type.startsWith("Action.")) node[Path] = path;
  for (const [key, value] of Object.entries(node)) withPaths(value, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  return node;
}

function execute(action, message, place) {
  switch (action.getJsonTypeName()) {
    case "Action.OpenUrl": {
      const url = safeLink(action.url);
      if (url) window.open(url, "_blank", "noopener");
      else say(message, "This link does not lead to an https address, so it is not opened.", "failed");
      break;
    }
    case "Action.Execute":
    case "Action.Submit":
      press({ message, place, path: action.getCustomProperty(Path), inputs: inputsOf(action) });
      break;
  }
}

// What was typed into the inputs that the action asks for.
function inputsOf(action) {
  if (action.associatedInputs === "none") return {};
  const inputs = Object.values(action.getReferencedInputs() ?? {});
  return Object.fromEntries(inputs.filter(input => input.id && input.value !== undefined).map(input => [input.id, String(input.value)]));
}
