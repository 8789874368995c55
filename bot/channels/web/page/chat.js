// Wires the page: what the resident does goes to the outbox, what comes back is drawn and remembered.
import { close, closeAbove, delivery, drawMine, drawReply, reveal, watchBelow } from "./bubbles.js";
import { listen } from "./late.js";
import * as memory from "./memory.js";
import { outbox } from "./outbox.js";
import { composer } from "./composer.js";

const typing = document.getElementById("typing");
const starters = document.getElementById("starters");
const drawnTurns = new Map();

const push = outbox({
  onWaiting() {
    typing.hidden = false;
  },
  onReplies(message, replies) {
    typing.hidden = true;
    const turn = drawnTurns.get(message.id);
    delivery(turn, null);
    memory.settle(message.id);
    closeAbove(turn);
    const drawn = replies.filter((reply) => !memory.seen(reply)).map(keepAndDraw);
    if (drawn.length) reveal(drawn[0]);
    listen(onLate);
  },
  onTrouble(message, key, retry, words) {
    typing.hidden = true;
    delivery(drawnTurns.get(message.id), key, key === "lost" ? retry : null, words);
    if (!retry) memory.settle(message.id);
  },
});

function keepAndDraw(reply) {
  memory.keepReply(reply);
  return drawReply(reply, choose);
}

function onLate(reply) {
  reveal(keepAndDraw(reply));
}

function say(message) {
  const numbered = { id: newId(), ...message, fileName: message.file && message.file.name };
  memory.keepMine(numbered);
  drawnTurns.set(numbered.id, drawMine(numbered));
  push(numbered);
}

function choose(message, event) {
  say(message);
  if (event.detail === 0) document.getElementById("text").focus(); // came by keyboard: the button is gone now
}

// randomUUID exists only on https and localhost; a phone in the office's network may come over plain http.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function resume() {
  const turns = memory.turns();
  for (const { mine, reply, waiting } of turns) {
    if (reply) drawReply(reply, choose);
    if (!mine) continue;
    const turn = drawMine(mine);
    if (!waiting) closeAbove(turn);
    drawnTurns.set(mine.id, turn);
    if (waiting && mine.fileName) delivery(turn, "lost"); // a reload lets go of the file itself
    else if (waiting) push(mine);
  }
  listen(onLate);
}

starters.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  close(starters, button);
  choose({ text: button.dataset.text }, event);
});
composer(say);
watchBelow();
resume();
