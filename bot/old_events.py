"""The names of events whose chats are forgotten: a platform may say again what is long past."""

from collections.abc import Sequence

from sqlmodel import Field, Session, SQLModel, col, delete, insert, literal, select

from bot.tables import InboxRow

KEPT = 730 * 24 * 3600  # seconds after the chat was forgotten


class OldEvent(SQLModel, table=True):
    """A pseudonym that leads to no chat and no words."""

    __tablename__ = "old_events"

    event_key: str = Field(primary_key=True)
    forgotten_at: float = Field(index=True)


def keep(session: Session, chat_refs: Sequence[str], now: float) -> None:
    """Call it before the chats' messages are deleted."""
    theirs = select(InboxRow.event_key, literal(now)).where(col(InboxRow.chat_ref).in_(chat_refs))
    session.execute(insert(OldEvent).prefix_with("OR IGNORE").from_select(["event_key", "forgotten_at"], theirs))


def is_one(session: Session, event_key: str) -> bool:
    """Whether the event came once and was forgotten."""
    return session.get(OldEvent, event_key) is not None


def purge(session: Session, now: float) -> None:
    """Those that lay long enough."""
    session.exec(delete(OldEvent).where(col(OldEvent.forgotten_at) <= now - KEPT))
