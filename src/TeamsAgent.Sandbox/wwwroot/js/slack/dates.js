// Slack's dates: a moment and how to say it, in the reader's own zone. https://docs.slack.dev/messaging/formatting-message-text#date-formatting

import { el } from "../dom.js";

const Formats = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};
const Days = new Map([[0, "today"], [-1, "yesterday"], [1, "tomorrow"]]);

const midnight = at => new Date(at.getFullYear(), at.getMonth(), at.getDate());

function part(name, at) {
  const pretty = name.endsWith("_pretty");
  const day = pretty && Days.get(Math.round((midnight(at) - midnight(new Date())) / 86_400_000));
  if (day) return day;
  if (name === "ago") return new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(Math.round((at - Date.now()) / 60_000), "minute");
  const format = Formats[pretty ? name.slice(0, -"_pretty".length) : name];
  return format ? new Intl.DateTimeFormat("en-GB", format).format(at) : null;
}

/** @returns {HTMLElement} the moment; the fallback where the format or the moment cannot be read */
export function dateOf(seconds, format, fallback) {
  const at = new Date(Number(seconds) * 1000);
  if (Number.isNaN(at.getTime())) return el("span", {}, fallback ?? "");
  let known = true;
  const text = String(format).replace(/\{([a-z_]+)\}/g, (_, name) => part(name, at) ?? (known = false, ""));
  return el("time", { datetime: at.toISOString(), title: at.toString() }, known ? text : fallback ?? at.toISOString());
}
