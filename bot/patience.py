"""What a resident hears while the answer does not come."""

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from bot import conversation, outbox, raw_tips
from bot.core import WEB, Core
from bot.reply import Draft
from bot.tables import UNFINISHED, Chat, InboxRow


def hold(session: Session, row_id: int) -> bool:
    """For the web door, when its time is up: True marks the message as held, False means it is finished."""
    row = session.get_one(InboxRow, row_id)
    if row.state not in UNFINISHED:
        return False
    row.held = True
    return True


def say_so(session: Session, core: Core) -> list[str]:
    """Holding words and offers that are due now. Returns the chats that got some."""
    return sorted({*_hold_the_pushed(session, core), *_offer(session, core)})


def _hold_the_pushed(session: Session, core: Core) -> set[str]:
    late = (
        select(InboxRow)
        .join(Chat, col(Chat.chat_ref) == col(InboxRow.chat_ref))
        .where(col(InboxRow.state).in_(UNFINISHED), Chat.channel != WEB)
        .where(_long_ago(InboxRow.accepted_at, core, core.settings.hold_after))
        .where(col(Chat.paused_until) <= core.clock() - core.settings.hold_after)  # until then a person answers
        .order_by(col(InboxRow.id))
    )
    rows = session.exec(late).all()
    told_before = {row.chat_ref for row in rows if row.held}
    told_now: set[str] = set()
    for row in rows:
        row.held = True
        if row.chat_ref not in told_before | told_now:
            told_now.add(row.chat_ref)
            outbox.write(session, core, row.chat_ref, [Draft(core.sentences.holding)], row.id)
    return told_now


def _offer(session: Session, core: Core) -> set[str]:
    stuck = (
        select(InboxRow)
        .join(Chat, col(Chat.chat_ref) == col(InboxRow.chat_ref))
        .where(col(InboxRow.state).in_(UNFINISHED))
        .where(col(Chat.paused_until) <= core.clock() - core.settings.offer_after)
        .where(_long_ago(InboxRow.tried_at, core, core.settings.offer_after))
        .where(col(InboxRow.offered).is_(False))
    )
    offered: set[str] = set()
    for row in session.exec(stuck).all():
        row.offered = True
        offered.add(row.chat_ref)
        talk = conversation.of_chat(session, row.chat_ref)
        draft = raw_tips.offer(core, core.sentences.offer, talk.report_start)
        outbox.write(session, core, row.chat_ref, [draft])
    return offered


def _long_ago(at: float | None, core: Core, seconds: float) -> ColumnElement[bool]:
    """So long ago, or so far ahead: then the clock was set back, and nobody knows how long they wait."""
    return or_(col(at) <= core.clock() - seconds, col(at) >= core.clock() + seconds)
