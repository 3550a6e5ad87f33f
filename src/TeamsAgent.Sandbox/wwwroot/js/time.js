// Moments as people read them, in the reader's own zone.

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const exact = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
const whole = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });

import { el } from "./dom.js";

/** A <time> element; with the day when it is not today. */
export function moment(text, withSeconds = false) {
  const at = new Date(text);
  const isToday = at.toDateString() === new Date().toDateString();
  const time = (withSeconds ? exact : clock).format(at);
  return el("time", { datetime: text, title: whole.format(at) }, isToday ? time : `${day.format(at)}, ${time}`);
}
