"""What the disk knows of a reply on its way: which part is next, and what became of the last."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlmodel import Session, col, select

from bot import standing
from bot.channels.channel import Channel
from bot.core import Core
from bot.outbox import unsealed
from bot.reply import Reply
from bot.tables import Chat, ReplyRow, ReplyState

logger = logging.getLogger(__name__)


class Fate(StrEnum):
    """What became of a part."""

    TAKEN = "taken"
    NOT_TAKEN = "not_taken"  # another try may succeed
    REFUSED = "refused"  # this reply will never be taken
    BLOCKED = "blocked"  # nothing will
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Letter:
    """One part on its way: one message, or two where the mark of a repeat does not fit into it. last: none follows."""

    row: int
    chat_ref: str
    n: int
    channel: str
    chat_id: str
    messages: tuple[Reply, ...]
    last: bool
    attempts: int
    picked_up: float


def pick_up(session: Session, core: Core, channels: Mapping[str, Channel], chat_ref: str) -> Letter | float | None:
    """The chat's next part, marked as leaving; settles on its way what has no part left or is too old.

    While a person answers by hand nothing leaves: the seconds until they have done, if something waits.
    """
    chat = session.get(Chat, chat_ref)
    if chat is None or chat.channel not in channels or chat.gone:
        return None
    channel = channels[chat.channel]
    waiting = select(ReplyRow).where(ReplyRow.chat_ref == chat_ref, ReplyRow.state == ReplyState.NEW)
    rows = session.exec(waiting.order_by(col(ReplyRow.n))).all()
    if rows and (paused := standing.paused_for(session, chat_ref, core.clock())):
        return paused
    for row in rows:
        assert row.id is not None
        try:
            chat_id: str = core.vault.open(chat.sealed_id, f"chat|{chat_ref}")
            messages, last = _next_messages(core, channel, row)
        except Exception as error:  # SealBroken, or a fault of the channel: no other try would go better
            logger.error("delivery_impossible reply=%s error=%s", row.id, type(error).__name__)
            row.state = ReplyState.FAILED
            continue
        if not messages:
            row.state = _end(row)
        elif row.created_at < core.clock() - core.settings.deliver_within:
            logger.error("delivery_given_up reply=%s attempts=%s", row.id, row.attempts)
            row.state = ReplyState.FAILED
        else:
            row.state = ReplyState.SENDING
            row.attempts += 1
            return Letter(row.id, chat_ref, row.n, chat.channel, chat_id, messages, last, row.attempts, core.clock())
    return None


def settle(letter: Letter, fate: Fate, session: Session) -> None:
    """Notes what became of the letter, unless somebody cancelled or erased it meanwhile."""
    # by its place in the chat: the id of an erased row is given away again
    row = session.exec(select(ReplyRow).where(ReplyRow.chat_ref == letter.chat_ref, ReplyRow.n == letter.n)).first()
    if row is None or row.state != ReplyState.SENDING:
        return
    match fate:
        case Fate.TAKEN:
            _go_on(row, unclear=row.unclear and not row.vital, last=letter.last)
        case Fate.NOT_TAKEN:
            row.state = ReplyState.NEW
        case Fate.REFUSED:
            row.state = ReplyState.FAILED
        case Fate.UNCLEAR:
            _leave_unclear(row, last=letter.last)
        case Fate.BLOCKED:
            row.state = ReplyState.FAILED
            _cut_off(session, row.chat_ref, letter.picked_up)


def take_stock(session: Session) -> list[str]:
    """At start: what was leaving may have arrived. Returns the chats with something to send.

    Here the request most likely never left, and nobody else will answer: the part is said once more, marked.
    """
    for row in session.exec(select(ReplyRow).where(ReplyRow.state == ReplyState.SENDING)).all():
        row.vital = row.vital or not row.unclear
        _leave_unclear(row, last=False)  # where it was, the next look at it says so
    return list(session.exec(select(ReplyRow.chat_ref).where(ReplyRow.state == ReplyState.NEW).distinct()))


def _go_on(row: ReplyRow, *, unclear: bool, last: bool) -> None:
    row.parts_sent += 1
    row.attempts = 0
    row.unclear = unclear
    row.state = _end(row) if last else ReplyState.NEW


def _end(row: ReplyRow) -> ReplyState:
    return ReplyState.UNKNOWN if row.unclear else ReplyState.SENT


def _leave_unclear(row: ReplyRow, *, last: bool) -> None:
    if row.vital and not row.unclear:
        row.state, row.unclear = ReplyState.NEW, True
    else:
        row.vital = False  # its one repeat is used up; what follows is none
        _go_on(row, unclear=True, last=last)


def _next_messages(core: Core, channel: Channel, row: ReplyRow) -> tuple[tuple[Reply, ...], bool]:
    """The messages of the next part and whether it is the last; no messages when all has been said."""
    parts = channel.parts(unsealed(core, row))
    if row.parts_sent >= len(parts):
        return (), True
    part, last = parts[row.parts_sent], row.parts_sent + 1 == len(parts)
    if not (row.vital and row.unclear):
        return (part,), last
    mark = core.sentences.sent_twice
    text = f"{mark}\n{part.text}"
    fits = len(channel.parts(Reply(text))) == 1
    return (replace(part, text=text),) if fits else (Reply(mark), part), last


def _cut_off(session: Session, chat_ref: str, since: float) -> None:
    if session.get_one(Chat, chat_ref).last_at <= since:  # else they wrote while we found the door closed: it is open
        standing.leave(session, chat_ref)
