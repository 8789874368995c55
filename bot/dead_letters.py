"""Updates that a channel could not read, kept sealed until somebody has looked at them or 30 days are over."""

from sqlmodel import Session, col, delete, select

from bot.core import Core
from bot.tables import DeadLetter

KEPT = 30 * 24 * 3600  # seconds


def bury(session: Session, core: Core, channel: str, event_id: str, raw: bytes, reason: str) -> bool:
    """Whether it is new; a repeat is dropped."""
    event_key = core.vault.pseudonym("event", channel, event_id)
    if session.exec(select(DeadLetter.id).where(DeadLetter.event_key == event_key)).first() is not None:
        return False
    sealed = core.vault.seal_bytes(raw, f"dead|{event_key}")
    letter = DeadLetter(event_key=event_key, channel=channel, reason=reason, sealed=sealed, buried_at=core.clock())
    session.add(letter)
    return True


def purge(session: Session, now: float) -> None:
    """Those that lay long enough."""
    session.exec(delete(DeadLetter).where(col(DeadLetter.buried_at) <= now - KEPT))
