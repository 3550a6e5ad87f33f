// Who and what an id is.

import { state } from "../state.js";

export const nameOf = id => state.slack?.names[id] ?? id;

/** A mention of a person or a channel. */
export const mentionOf = id => `${id.startsWith("C") ? "#" : "@"}${nameOf(id)}`;
