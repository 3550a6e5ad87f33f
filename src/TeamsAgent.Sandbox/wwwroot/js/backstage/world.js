// Who lives here, with their passwords, and where the rest of the world is.

import { byId, el } from "../dom.js";
import { on, state } from "../state.js";

const link = (href, text) => href && el("a", { href, target: "_blank", rel: "noopener" }, text);

function draw() {
  const { people, tenant, providers, me } = state.world;
  byId("world").replaceChildren(
    el("h3", { id: "world-title" }, "People and places"),
    el("div.links", {},
      link(tenant && `${tenant}/phone#${me}`, "The person’s phone"),
      link(providers && `${providers}/`, "What the providers hold")),
    el("table.secrets", {},
      el("caption.unseen", {}, "Logins at the tenant"),
      el("thead", {}, el("tr", {}, ...["Who", "E-mail", "Password"].map(title => el("th", { scope: "col" }, title)))),
      el("tbody", {}, ...people.map(person => el("tr", {},
        el("th", { scope: "row" }, person.name.split(" ")[0]),
        el("td", {}, person.email),
        el("td", {}, el("code", {}, person.password)))))),
    el("p.hint", {}, "These people and passwords exist only in this sandbox."));
}

export function start() {
  on("world", draw);
}
