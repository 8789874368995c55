"""What a unit does with its tips, by token or at the desk: find, acknowledge, each noted in the audit."""

from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session, select

from storage.errors import NotFound
from storage.models import Audit, Tip, TipState
from storage.police.access import Reader


def find_tip(session: Session, reader: Reader, tip_id: str) -> Tip:
    """The unit's own tip, locked until the transaction ends; another unit's is unknown too (NotFound)."""
    try:
        query = select(Tip).where(Tip.id == str(UUID(tip_id)), Tip.unit == reader.unit).with_for_update()
    except ValueError:
        raise NotFound("no such tip") from None
    tip = session.exec(query).first()
    if tip is None:
        raise NotFound("no such tip")
    return tip


def note(session: Session, reader: Reader, action: str, tip_id: str | None = None) -> None:
    """One audit row: who, what, when and which tip; never what it says."""
    session.add(Audit(at=datetime.now(UTC), unit=reader.unit, actor=reader.actor, action=action, tip_id=tip_id))


def acknowledge(session: Session, reader: Reader, tip_id: str) -> Tip:
    """The tip, now acknowledged; one that already was stays as it is."""
    tip = find_tip(session, reader, tip_id)
    if tip.state == TipState.RECEIVED:
        tip.state = TipState.ACKNOWLEDGED
        tip.acknowledged_at = datetime.now(UTC)
        note(session, reader, "acknowledge", tip.id)
    return tip
