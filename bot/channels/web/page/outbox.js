// Sends messages one after another, repeats with the same id until the server has answered, and says so honestly.
import { Refused, send } from "./api.js";

const WAITS_MS = [1000, 2000, 4000, 8000];
const LOST_AFTER = 3;

export function outbox({ onWaiting, onReplies, onTrouble }) {
  const queue = [];
  let running = false;

  async function deliver(message) {
    for (let tries = 0; ; tries += 1) {
      try {
        return await send(message);
      } catch (error) {
        if (error instanceof Refused) throw error;
        const lost = tries >= LOST_AFTER || !navigator.onLine;
        await pause(WAITS_MS[Math.min(tries, WAITS_MS.length - 1)], (now) =>
          onTrouble(message, lost ? "lost" : "resending", now));
      }
    }
  }

  async function run() {
    running = true;
    while (queue.length) {
      const message = queue[0];
      onWaiting(message);
      try {
        onReplies(message, await deliver(message));
      } catch (error) {
        onTrouble(message, reason(error.status, message), null, error.words);
      }
      queue.shift();
    }
    running = false;
  }

  return (message) => {
    queue.push(message);
    if (!running) run();
  };
}

function reason(status, message) {
  if (message.file && status === 413) return "too-big";
  if (message.file && status === 415) return "wrong-kind";
  return "refused";
}

/** Waits, but not once the resident asks or the network comes back. */
function pause(ms, announce) {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, ms + Math.random() * 300);
    addEventListener("online", go);
    announce(go);
  });
}
