"""Tips that wait for the store. A tip is safe from the moment `commit` returns; it leaves only after a 201."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, LargeBinary
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col, select

from actions.intake.local_key import LocalKey
from actions.intake.reported import forget_old, note

_KEEP_DELIVERED = timedelta(hours=24)
_MAX_BACKOFF_SECONDS = 300


class OutboxTip(SQLModel, table=True):
    """`key` is the idempotency key; `sealed` is the tip's JSON under the local key, emptied after delivery."""

    __tablename__ = "outbox_tip"

    key: str = Field(primary_key=True)
    code: str
    sealed: bytes | None = Field(sa_type=LargeBinary)
    committed_at: datetime
    due_at: datetime = Field(index=True)
    tries: int = 0
    delivered_at: datetime | None = None
    unit: str | None = None
    last_error: str | None = None


@dataclass(frozen=True)
class Waiting:
    """One tip to forward: its key and the exact bytes of its body."""

    key: str
    body: bytes


class Outbox:
    """All calls commit before they return; times are UTC."""

    def __init__(self, engine: Engine, key: LocalKey) -> None:
        self._engine = engine
        self._key = key

    def commit(self, key: str, tip: dict[str, Any], now: datetime, reporter: str | None = None) -> str:
        """Keep the tip under its idempotency key and return its receipt code; a repeated key gets the first code.

        With the `reporter`'s lasting pseudonym, what the tip reports is counted in the same transaction.
        """
        row = OutboxTip(
            key=key,
            code=tip["code"],
            sealed=self._key.encrypt(json.dumps(tip, ensure_ascii=False).encode(), key),
            committed_at=now,
            due_at=now,
        )
        with Session(self._engine) as session:
            session.add(row)
            try:
                session.flush()
                if reporter:
                    note(session, self._key, tip, reporter, now.date())
                session.commit()
            except IntegrityError:
                session.rollback()
            kept = session.get_one(OutboxTip, key)
            return kept.code

    def due(self, now: datetime, limit: int = 20) -> list[Waiting]:
        """Undelivered tips whose time has come, oldest first."""
        with Session(self._engine) as session:
            rows = session.exec(
                select(OutboxTip)
                .where(col(OutboxTip.delivered_at).is_(None), col(OutboxTip.due_at) <= now)
                .order_by(col(OutboxTip.committed_at))
                .limit(limit)
            ).all()
            return [Waiting(r.key, self._key.decrypt(r.sealed, r.key)) for r in rows if r.sealed]

    def delivered(self, key: str, unit: str | None, now: datetime) -> None:
        """The store confirmed: the words are no longer needed here."""
        with Session(self._engine) as session:
            row = session.get_one(OutboxTip, key)
            row.delivered_at, row.sealed, row.unit = now, None, unit
            session.add(row)
            session.commit()

    def postponed(self, key: str, reason: str, now: datetime) -> None:
        """Not confirmed: try again later, with growing pauses up to five minutes and no end."""
        with Session(self._engine) as session:
            row = session.get_one(OutboxTip, key)
            row.tries += 1
            row.last_error = reason
            row.due_at = now + timedelta(seconds=min(2**row.tries, _MAX_BACKOFF_SECONDS))
            session.add(row)
            session.commit()

    def unit_of(self, key: str) -> str | None:
        """The responsible unit's name once the store has confirmed, else None."""
        with Session(self._engine) as session:
            row = session.get(OutboxTip, key)
            return row.unit if row else None

    def waiting(self) -> int:
        """How many tips the store has not confirmed yet."""
        with Session(self._engine) as session:
            return len(session.exec(select(OutboxTip.key).where(col(OutboxTip.delivered_at).is_(None))).all())

    def forget_delivered(self, now: datetime) -> None:
        """Drop rows a day after delivery: by then no replay asks for the receipt again; and reports of a year ago."""
        with Session(self._engine) as session:
            forget_old(session, now.date())
            for row in session.exec(
                select(OutboxTip).where(col(OutboxTip.delivered_at) <= now - _KEEP_DELIVERED)
            ).all():
                session.delete(row)
            session.commit()


def utc_now() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)
