// Who is mentioned: the mark in the text, and the name to show.

/** @returns {Map<string, string>} */
export function mentionsOf(entities) {
  const found = (Array.isArray(entities) ? entities : []).filter(entity => entity?.type === "mention" && typeof entity.text === "string");
  return new Map(found.map(entity => [entity.text, String(entity.mentioned?.name ?? "").trim() || "somebody"]));
}
