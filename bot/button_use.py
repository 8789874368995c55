"""What a press leaves behind: a question is answered once, a menu may be used again, but not twice by one double tap.

An answer is a button that was shown while Rasa was asking. Once one is pressed, or another question was asked since,
none of that question's buttons means anything any more: the second of two quick taps would answer a question that
nobody has read. So would a tap that waits behind an earlier message; it is judged again when its turn comes
(bot/pressing.py).
"""

from dataclasses import dataclass

from sqlmodel import Session

from bot import outbox
from bot.core import Core
from bot.tables import ButtonRow

LIFE = 7 * 24 * 3600  # seconds
DOUBLE_TAP = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Held:
    """A button of this chat. answers: see above. spent: pressing it does nothing any more.

    question: as in Content; 0 for one that was passed unanswered, None where an earlier program kept no note of it.
    """

    row: ButtonRow
    payload: str
    title: str
    answers: bool
    spent: bool
    question: int | None = None


def held(session: Session, core: Core, chat_ref: str, token: str) -> Held | None:
    """The button behind a token, unless it is another chat's, forged or older than a week. Raises SealBroken."""
    row = session.get(ButtonRow, token)
    if row is None or row.chat_ref != chat_ref or row.issued_at < core.clock() - LIFE:
        return None
    value = core.vault.open(row.sealed, _name(row))
    answers, used_at = value.get("answers", False), value.get("used_at")
    question: int | None = None
    if not answers:
        spent = used_at is not None and 0 <= core.clock() - used_at < DOUBLE_TAP
    elif used_at is not None:
        spent, question = True, value.get("question")
    else:
        spent = all(token != each.token for each in outbox.on_offer(session, core, chat_ref))
        question = 0 if spent else outbox.turn_on_offer(session, chat_ref)
    return Held(row, value["payload"], value["title"], answers, spent, question)


def spend(session: Session, core: Core, pressed: Held) -> None:
    """Marks the button, and with an answer all beside it, as used, in the transaction that keeps the press."""
    beside = outbox.on_offer(session, core, pressed.row.chat_ref) if pressed.answers else []
    tokens = {pressed.row.token, *(each.token for each in beside)}
    for row in filter(None, (session.get(ButtonRow, token) for token in tokens)):
        value = core.vault.open(row.sealed, _name(row))
        used = {"used_at": core.clock(), "question": pressed.question}
        row.sealed = core.vault.seal({**value, **used}, _name(row))


def _name(row: ButtonRow) -> str:
    return f"button|{row.token}"
