// What a reload must not lose: the session and what was said. It lives in this tab only and dies with it.
const SESSION = "tinbao.session";
const TURNS = "tinbao.turns";
const KEPT = 200;

export const session = () => sessionStorage.getItem(SESSION);
export const keepSession = (token) => sessionStorage.setItem(SESSION, token);

export function turns() {
  try {
    return JSON.parse(sessionStorage.getItem(TURNS)) || [];
  } catch {
    return [];
  }
}

function write(list) {
  try {
    sessionStorage.setItem(TURNS, JSON.stringify(list.slice(-KEPT)));
  } catch {
    // Storage full or forbidden: the chat goes on, only a reload would forget it.
  }
}

export function keepMine({ id, text, title, button, forwarded, fileName }) {
  write([...turns(), { mine: { id, text, title, button, forwarded, fileName }, waiting: true }]);
}

export function settle(id) {
  write(turns().map((turn) => (turn.mine && turn.mine.id === id ? { mine: turn.mine } : turn)));
}

export function keepReply(reply) {
  write([...turns(), { reply }]);
}

/** The number of the newest late message seen, to ask for what came after it. */
export function newest() {
  return turns().reduce((top, turn) => Math.max(top, (turn.reply && turn.reply.n) || 0), 0);
}

export function seen(reply) {
  return Boolean(reply.n) && turns().some((turn) => turn.reply && turn.reply.n === reply.n);
}

/** Forgets the session and its numbers, not what was said. */
export function dropSession() {
  sessionStorage.removeItem(SESSION);
  write(turns().map((turn) => (turn.reply ? { reply: { ...turn.reply, n: undefined } } : turn)));
}
