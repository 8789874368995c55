"""Updates that a channel could not read, kept sealed until somebody has looked at them or 30 days are over."""

from sqlmodel import Session, col, delete, select

from bot.core import Core
from bot.tables import DeadLetter

KEPT = 30 * 24 * 3600  # seconds


def bury(
    session: Session, core: Core, channel: str, event_id: str, raw: bytes, reason: str, chat_ref: str | None
) -> bool:
    """Whether it is new; a repeat is dropped. chat_ref: whose it is, where that could be told."""
    event_key = core.vault.pseudonym("event", channel, event_id)
    if session.exec(select(DeadLetter.id).where(DeadLetter.event_key == event_key)).first() is not None:
        return False
    session.add(
        DeadLetter(
            event_key=event_key,
            chat_ref=chat_ref,
            channel=channel,
            reason=reason,
            sealed=core.vault.seal_bytes(raw, f"dead|{event_key}"),
            buried_at=core.clock(),
        )
    )
    return True


def erase(session: Session, chat_ref: str) -> None:
    """All that is known to be the chat's."""
    session.exec(delete(DeadLetter).where(col(DeadLetter.chat_ref) == chat_ref))


def purge(session: Session, now: float) -> None:
    """Those that lay long enough."""
    session.exec(delete(DeadLetter).where(col(DeadLetter.buried_at) <= now - KEPT))
