"""What was said is forgotten: a day after a report is done, after a week of silence otherwise."""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, delete, exists, func, or_, select, update

from bot import conversation, dead_letters, old_events, way_back
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
    ReplyState,
    Route,
    TogetherRow,
)

IDLE = 7 * 24 * 3600  # seconds
ROUTES = 90 * 24 * 3600  # after the report
AT_ONCE = 500  # chats


def purge(session: Session, core: Core) -> int:
    """Erases what is due; returns how many messages lost their words."""
    now = core.clock()
    _close_idle_chats(session, now)
    due = (col(InboxRow.purge_at) <= now, ~col(InboxRow.state).in_(UNFINISHED))
    # what still waits for a busy platform may be the code of a tip
    session.exec(delete(ReplyRow).where(col(ReplyRow.purge_at) <= now, ~_may_leave(core)))
    session.exec(delete(ButtonRow).where(col(ButtonRow.purge_at) <= now))
    waiting = select(InboxRow.id).where(col(InboxRow.state).in_(UNFINISHED))
    session.exec(delete(PictureRow).where(col(PictureRow.inbox_id).not_in(waiting)))
    # the row stays, empty: its key still tells a late repeat from a new message
    blanked = session.exec(update(InboxRow).where(*due).values(sealed=b"", purge_at=None))
    _clear_evidence(session, now)
    dead_letters.purge(session, now)
    old_events.purge(session, now)
    _forget_routes(session, now)
    way_back.let_go(session, _waits(core))
    _forget_chats(session, core)
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


def _may_leave(core: Core) -> ColumnElement[bool]:
    """A reply that may still be on its way; what is older is given up, also where nobody has looked yet."""
    young = col(ReplyRow.created_at) > core.clock() - core.settings.deliver_within
    return and_(col(ReplyRow.state).in_((ReplyState.NEW, ReplyState.SENDING)), young)


def _waits(core: Core) -> ColumnElement[bool]:
    return exists().where(col(ReplyRow.chat_ref) == col(Chat.chat_ref), _may_leave(core))


def _forget_routes(session: Session, now: float) -> None:
    """The way back to a report's chat counts from the report's end, which is when the next one's was made."""
    later = aliased(Route)
    ended = exists().where(
        col(later.chat_ref) == col(Route.chat_ref),
        col(later.created_at) > col(Route.created_at),
        col(later.created_at) <= now - ROUTES,
    )
    in_use = exists().where(col(Conversation.route_token) == col(Route.route_token))
    owed = exists().where(col(RawTip.route_token) == col(Route.route_token), col(RawTip.sent).is_(False))
    session.exec(delete(Route).where(ended, ~in_use, ~owed))


def _forget_chats(session: Session, core: Core) -> None:
    owed = exists().where(col(RawTip.chat_ref) == col(Chat.chat_ref), col(RawTip.sent).is_(False))
    files = exists().where(col(HandOver.chat_ref) == col(Chat.chat_ref), col(HandOver.done).is_(False))
    still = (col(Chat.last_at) <= core.clock() - ROUTES, col(Chat.paused_until) <= core.clock())
    silent = select(Chat.chat_ref).where(*still, ~owed, ~files, ~_waits(core))
    gone = list(session.exec(silent.limit(AT_ONCE)))
    parts = (TogetherRow, PictureRow, EvidenceRow, HandOver, MessageRow, ReplyRow, ButtonRow)
    old_events.keep(session, gone, core.clock())
    for table in (*parts, InboxRow, RawTip, Route, Conversation, Chat):
        session.exec(delete(table).where(col(table.chat_ref).in_(gone)))
