// The page's table of contents.

import * as announce from "./announce.js";
import * as backstage from "./backstage/backstage.js";
import * as conversations from "./conversations.js";
import * as examples from "./examples.js";
import * as messages from "./messages.js";
import * as panes from "./panes.js";
import * as people from "./people.js";
import * as slack from "./slack/slack.js";
import * as stream from "./stream.js";
import * as unread from "./unread.js";

for (const part of [panes, people, conversations, examples, messages, slack, unread, backstage, announce, stream]) part.start();
