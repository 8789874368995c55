// News that nobody asked for just now: a police question, a new state. Server-sent events, or asking every so often.
import * as memory from "./memory.js";

const POLL_MS = 15000;
let source = null;
let timer = null;
let listened = null;

export function listen(onReply) {
  const token = memory.session();
  if (!token || token === listened) return;
  listened = token;
  if (source) source.close();
  clearInterval(timer);
  const address = () => `/api/sessions/${encodeURIComponent(token)}/messages?after=${memory.newest()}`;

  source = new EventSource(address());
  source.onmessage = (event) => fresh(JSON.parse(event.data), onReply);
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    timer = setInterval(() => ask(address(), onReply), POLL_MS);
  };
}

async function ask(address, onReply) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.ok) for (const reply of (await answer.json()).messages) fresh(reply, onReply);
  } catch {
    // Offline: the next round asks again.
  }
}

function fresh(reply, onReply) {
  if (!memory.seen(reply)) onReply(reply);
}
