"""What was said is forgotten: a day after a report is done, after a week of silence otherwise."""

from sqlmodel import Session, col, delete, exists, func, or_, select, update

from bot import conversation, dead_letters
from bot.core import Core
from bot.evidence import forgetting
from bot.tables import (
    UNFINISHED,
    ButtonRow,
    Chat,
    Conversation,
    EvidenceRow,
    HandOver,
    InboxRow,
    MessageRow,
    PictureRow,
    RawTip,
    ReplyRow,
    Route,
    TogetherRow,
)

IDLE = 7 * 24 * 3600  # seconds
ROUTES = 90 * 24 * 3600
AT_ONCE = 500  # chats


def purge(session: Session, core: Core) -> int:
    """Erases what is due; returns how many messages lost their words."""
    now = core.clock()
    _close_idle_chats(session, now)
    due = (col(InboxRow.purge_at) <= now, ~col(InboxRow.state).in_(UNFINISHED))
    session.exec(delete(ReplyRow).where(col(ReplyRow.purge_at) <= now))
    session.exec(delete(ButtonRow).where(col(ButtonRow.purge_at) <= now))
    waiting = select(InboxRow.id).where(col(InboxRow.state).in_(UNFINISHED))
    session.exec(delete(PictureRow).where(col(PictureRow.inbox_id).not_in(waiting)))
    # the row stays, empty: its key still tells a late repeat from a new message
    blanked = session.exec(update(InboxRow).where(*due).values(sealed=b"", purge_at=None))
    _clear_evidence(session, now)
    dead_letters.purge(session, now)
    _forget_chats(session, now)
    return int(blanked.rowcount)


def _close_idle_chats(session: Session, now: float) -> None:
    waits = exists().where(col(InboxRow.chat_ref) == col(Conversation.chat_ref), col(InboxRow.state).in_(UNFINISHED))
    owed = exists().where(col(RawTip.chat_ref) == col(Conversation.chat_ref), col(RawTip.sent).is_(False))
    open_row = exists().where(
        col(InboxRow.chat_ref) == col(Conversation.chat_ref), col(InboxRow.id) >= col(Conversation.flow_start)
    )
    open_reply = exists().where(col(ReplyRow.chat_ref) == col(Conversation.chat_ref), col(ReplyRow.purge_at).is_(None))
    idle = (
        select(Conversation)
        .join(Chat, col(Chat.chat_ref) == col(Conversation.chat_ref))
        .where(col(Chat.last_at) <= now - IDLE, ~waits, ~owed, or_(open_row, open_reply))
    )
    for talk in session.exec(idle).all():
        newest = select(func.max(InboxRow.id)).where(InboxRow.chat_ref == talk.chat_ref)
        last = session.exec(newest).one() or 0
        conversation.start_flow(session, talk, last, now - conversation.KEEP_AFTER_FLOW)


def _clear_evidence(session: Session, now: float) -> None:
    blank = select(InboxRow.id).where(col(InboxRow.sealed) == b"")
    session.exec(delete(MessageRow).where(col(MessageRow.inbox_id).in_(blank)))
    forgetting.forget(session, now)


def _forget_chats(session: Session, now: float) -> None:
    in_use = exists().where(col(Conversation.route_token) == col(Route.route_token))
    session.exec(delete(Route).where(col(Route.created_at) <= now - ROUTES, ~in_use))
    owed = exists().where(col(RawTip.chat_ref) == col(Chat.chat_ref), col(RawTip.sent).is_(False))
    files = exists().where(col(HandOver.chat_ref) == col(Chat.chat_ref), col(HandOver.done).is_(False))
    silent = select(Chat.chat_ref).where(col(Chat.last_at) <= now - ROUTES, ~owed, ~files).limit(AT_ONCE)
    gone = list(session.exec(silent))
    parts = (TogetherRow, PictureRow, EvidenceRow, HandOver, MessageRow, ReplyRow, ButtonRow)
    for table in (*parts, InboxRow, RawTip, Route, Conversation, Chat):
        session.exec(delete(table).where(col(table.chat_ref).in_(gone)))
