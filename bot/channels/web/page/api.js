// The web chat's door: sessions and messages. Raises Refused (do not repeat) or any other error (repeat).
import * as memory from "./memory.js";

const PATIENCE_MS = 45000;

export class Refused extends Error {
  constructor(status, words) {
    super(`refused: ${status}`);
    this.status = status;
    this.words = words; // the server's own sentence, if it said one
  }
}

async function call(path, options) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    return await fetch(path, { method: "POST", signal: stop.signal, credentials: "same-origin", ...options });
  } finally {
    clearTimeout(timer);
  }
}

export async function session() {
  if (memory.session()) return memory.session();
  const answer = await call("/api/sessions");
  if (answer.status !== 201) throw new Error(`no session: ${answer.status}`);
  memory.keepSession((await answer.json()).session);
  return memory.session();
}

/** Sends one message; the same id sent again is the same turn. Returns the replies. */
export async function send(message) {
  const path = `/api/sessions/${encodeURIComponent(await session())}/messages`;
  const answer = await call(path, message.file ? { body: form(message) } : json(message));
  if (answer.ok) return (await answer.json()).replies;
  if (answer.status === 404 || answer.status === 401) {
    memory.dropSession(); // the server forgot us: the next try opens a new session
    throw new Error("session gone");
  }
  const worthRepeating = answer.status >= 500 || answer.status === 408 || answer.status === 429;
  if (worthRepeating) throw new Error(`try again: ${answer.status}`);
  throw new Refused(answer.status, await sentence(answer));
}

async function sentence(answer) {
  try {
    const { detail } = await answer.json();
    return typeof detail === "string" ? detail : null;
  } catch {
    return null;
  }
}

function json({ id, text, forwarded, button }) {
  const body = button ? { id, button } : forwarded ? { id, text, forwarded } : { id, text };
  return { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

function form({ id, text, forwarded, file }) {
  const body = new FormData();
  body.append("id", id);
  if (text) body.append("text", text);
  if (forwarded) body.append("forwarded", "true");
  body.append("file", file, file.name);
  return body;
}
