// Draws turns into the log. Residents' and scammers' words enter through textContent only.
import { draw, withoutHeadline } from "./cards.js";
import { say } from "./words.js";

const log = document.getElementById("log");

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function paragraphs(text) {
  return text.split(/\n{2,}/).filter((block) => block.trim()).map((block) => element("p", "", block.trim()));
}

export function drawMine(message) {
  const turn = element("div", "turn mine");
  const bubble = element("div", message.forwarded ? "bubble quoted" : "bubble");
  bubble.append(element("span", "unseen", say("you")));
  if (message.forwarded) bubble.append(element("p", "label", say("received-by-me")));
  if (message.fileName) bubble.append(element("p", "label", say("file") + message.fileName));
  bubble.append(...paragraphs(message.title || message.text || ""));
  turn.append(bubble);
  log.append(turn);
  log.scrollTop = log.scrollHeight;
  return turn;
}

export function drawReply(reply, onChoice) {
  const turn = element("div", "turn theirs");
  const card = draw(reply.card, reply.text);
  const words = paragraphs(withoutHeadline(reply.text, card.above[0]));
  if (words.length || card.above.length || card.below.length) {
    const bubble = element("div", "bubble");
    bubble.append(element("span", "unseen", say("bot")), ...card.above, ...words, ...card.below);
    turn.append(bubble);
  }
  if (reply.buttons && reply.buttons.length) turn.append(choices(reply.buttons, onChoice));
  log.append(turn);
  return turn;
}

function choices(buttons, onChoice) {
  const set = element("ul", "choices");
  for (const { title, token } of buttons) {
    const item = element("li");
    const button = element("button", "", title);
    button.type = "button";
    button.addEventListener("click", (event) => {
      close(set, button);
      onChoice({ button: token, title }, event);
    });
    item.append(button);
    set.append(item);
  }
  return set;
}

export function close(set, taken) {
  set.classList.add("closed");
  for (const button of set.querySelectorAll("button")) button.disabled = true;
  if (taken) taken.classList.add("taken");
}

/** An answered turn makes the choices above it stale; late news (a police question) leaves them be. */
export function closeAbove(turn) {
  for (const set of log.querySelectorAll(".choices:not(.closed)")) {
    if (set.compareDocumentPosition(turn) & Node.DOCUMENT_POSITION_FOLLOWING) close(set);
  }
}

/** Shows the newest lines, but never scrolls the first new one out at the top. */
export function reveal(first) {
  log.scrollTop = Math.min(log.scrollHeight, first.offsetTop - log.offsetTop - 12);
}

/** One line under a message of ours: what is happening to it, and a way to try at once. */
export function delivery(turn, key, onRetry, words) {
  const old = turn.querySelector(".delivery");
  if (old) old.remove();
  if (!key) return;
  const line = element("p", `delivery ${key}`, words || say(key));
  if (onRetry) {
    const button = element("button", "", say("retry"));
    button.type = "button";
    button.addEventListener("click", onRetry);
    line.append(" ", button);
  }
  turn.append(line);
  log.scrollTop = log.scrollHeight;
}

/** Many do not know that a page scrolls: a button says that more stands below. */
export function watchBelow() {
  const more = document.getElementById("more");
  const look = () => {
    more.hidden = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  };
  more.addEventListener("click", () => {
    log.scrollBy({ top: log.clientHeight * 0.8 });
    log.focus({ preventScroll: true });
  });
  log.addEventListener("scroll", look);
  new MutationObserver(look).observe(log, { childList: true, subtree: true });
  new ResizeObserver(look).observe(log);
}
