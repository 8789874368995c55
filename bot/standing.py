"""How we stand with a chat: whether it can be reached, and whether a person has taken it over."""

from sqlmodel import Session, col, select, update

from bot.tables import Chat, GroupRow, InboxRow, ReplyRow, ReplyState


def leave(session: Session, chat_ref: str, at: float | None = None) -> None:
    """The resident blocked us: what waits for them is cancelled. An unknown chat stays unknown.

    at: when that was, where the platform tells it; whoever wrote later has come back meanwhile.
    """
    if (chat := session.get(Chat, chat_ref)) is None:
        return
    if at is not None:
        later = (col(InboxRow.chat_ref) == chat_ref, col(InboxRow.received_at) > at)
        if session.exec(select(InboxRow.id).where(*later)).first() is not None:
            return
    chat.gone = True
    cancel_replies(session, chat_ref)


def cancel_replies(session: Session, chat_ref: str) -> None:
    """Whatever was not begun to be sent never will be."""
    waiting = (col(ReplyRow.chat_ref) == chat_ref, col(ReplyRow.state) == ReplyState.NEW)
    session.exec(update(ReplyRow).where(*waiting).values(state=ReplyState.CANCELLED))


def come_back(session: Session, chat_ref: str) -> None:
    """The resident can be reached again; what was cancelled stays so."""
    if chat := session.get(Chat, chat_ref):
        chat.gone = False


def paused_for(session: Session, chat_ref: str, now: float) -> float:
    """Seconds for which a person still answers this chat by hand; 0 when the bot does."""
    return max(0.0, session.get_one(Chat, chat_ref).paused_until - now)


def is_new_group(session: Session, group_ref: str, channel: str, now: float) -> bool:
    """True the first time; remembers it."""
    if session.get(GroupRow, group_ref) is not None:
        return False
    session.add(GroupRow(group_ref=group_ref, channel=channel, told_at=now))
    return True
