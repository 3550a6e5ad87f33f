// Sends a press, and shows its answer below the card.

import { post } from "../api.js";
import { el } from "../dom.js";
import { emit, state } from "../state.js";

const Shown = 20_000;

export async function press({ message, place, path, inputs }) {
  const card = place.querySelector(".card");
  if (card.ariaBusy === "true") return;
  clear(place.closest(".card-place"));
  card.ariaBusy = "true";
  try {
    const answer = await post("/playground/press", { as: state.me, message: message.id, card: message.cardPrint, path, inputs });
    if (answer.toast) say(message, answer.toast, "said", answer.link);
    watch(message.request);
  } catch (failed) {
    say(message, failed.message, "failed");
  } finally {
    card.ariaBusy = "false";
  }
}

// Who pressed wants to see what comes of it.
function watch(request) {
  if (!request) return;
  state.request = request;
  emit("request");
}

// The card may have been drawn anew while the answer was on its way.
export function say(message, text, kind = "said", link = null) {
  const place = document.querySelector(`#m-${CSS.escape(message.id)} .card-place`);
  if (!place) return;
  clear(place);
  const line = el("p.toast", { role: "status", class: kind }, el("span", {}), el("button", { type: "button", "aria-label": "Dismiss", onclick: () => line.remove() }, "×"));
  if (isWebAddress(link)) line.firstChild.after(el("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, "Open"));
  place.append(line);
  // A live region has to be there before its words are.
  requestAnimationFrame(() => { line.firstChild.textContent = text; });
  const timer = setTimeout(() => !line.matches(":hover, :focus-within") && line.remove(), Shown);
  line.addEventListener("pointerenter", () => clearTimeout(timer), { once: true });
}

function isWebAddress(link) {
  return typeof link === "string" && URL.canParse(link) && ["https:", "http:"].includes(new URL(link).protocol);
}

function clear(place) {
  for (const line of place.querySelectorAll(".toast")) line.remove();
}
