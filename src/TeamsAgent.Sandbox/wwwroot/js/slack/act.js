// Does something as the person at the page. A refusal comes as an Error with a sentence for people.

import { post } from "../api.js";
import { state } from "../state.js";

/** @returns {Promise<{taken: boolean, trouble?: string, errors?: Object<string, string>, link?: string}>} */
export async function act(what) {
  const answer = await post("/playground/slack", { as: state.me, ...what });
  if (!answer.taken) throw new Error(answer.trouble ?? "TeamsAgent did not take it.");
  return answer;
}
