// Talks to the playground's server. Every refusal comes as an Error with a sentence for people.

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The playground does not answer. Is it still running?");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw Object.assign(new Error(body.error ?? `It was refused (HTTP ${response.status}).`), { status: response.status });
  return body;
}

export const get = path => call(path, { headers: { Accept: "application/json" } });

export const post = (path, body) => call(path, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});
