// The right pane, top to bottom.

import * as calls from "./calls.js";
import * as exchanges from "./exchanges.js";
import * as faults from "./faults.js";
import * as requests from "./requests.js";
import * as world from "./world.js";

export function start() {
  for (const part of [requests, exchanges, calls, world, faults]) part.start();
}
