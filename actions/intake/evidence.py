"""Files of sent reports that wait for the store. One is safe from the moment `commit` returns.

A file leaves only after its tip: `due` gives those whose tip the store has confirmed. A tip that is not here any more
was confirmed and forgotten (actions/intake/outbox.py).
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine, LargeBinary
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, and_, col, delete, exists, select

from actions.intake.local_key import LocalKey
from actions.intake.outbox import OutboxTip

_KEEP_DELIVERED = timedelta(hours=24)
_MAX_BACKOFF_SECONDS = 300


class OutboxFile(SQLModel, table=True):
    """`key` is the idempotency key; `sealed` holds the bytes under the local key, emptied after delivery.

    sha256: of the bytes that go to the store.
    """

    __tablename__ = "outbox_file"

    key: str = Field(primary_key=True)
    report_key: str = Field(index=True)
    code: str
    sha256: str
    name: str
    media_type: str
    sealed: bytes | None = Field(sa_type=LargeBinary)
    committed_at: datetime
    due_at: datetime = Field(index=True)
    tries: int = 0
    delivered_at: datetime | None = None
    last_error: str | None = None


@dataclass(frozen=True)
class File:
    """One file of the tip with the receipt code `code`, under its own idempotency key."""

    key: str
    code: str
    sha256: str
    name: str
    media_type: str
    content: bytes = field(repr=False)


def key_of(report_key: str, sha256: str) -> str:
    """The idempotency key of a report's file, by the hash it was handed over with."""
    return hashlib.sha256(f"{report_key}|{sha256}".encode()).hexdigest()


class FileOutbox:
    """All calls commit before they return; times are UTC."""

    def __init__(self, engine: Engine, key: LocalKey) -> None:
        self._engine = engine
        self._key = key

    def commit(self, report_key: str, file: File, now: datetime) -> bool:
        """Keep the file; False when its key is known, then the first one stays."""
        row = OutboxFile(
            key=file.key,
            report_key=report_key,
            code=file.code,
            sha256=file.sha256,
            name=file.name,
            media_type=file.media_type,
            sealed=self._key.encrypt(file.content, file.key),
            committed_at=now,
            due_at=now,
        )
        with Session(self._engine) as session:
            session.add(row)
            try:
                session.commit()
            except IntegrityError:
                return False
        return True

    def due(self, now: datetime, limit: int = 20) -> list[str]:
        """Keys of files that may go to the store now, oldest first."""
        tip_waits = exists().where(
            and_(col(OutboxTip.key) == col(OutboxFile.report_key), col(OutboxTip.delivered_at).is_(None))
        )
        with Session(self._engine) as session:
            query = (
                select(OutboxFile.key)
                .where(col(OutboxFile.delivered_at).is_(None), col(OutboxFile.due_at) <= now, ~tip_waits)
                .order_by(col(OutboxFile.committed_at))
                .limit(limit)
            )
            return list(session.exec(query))

    def file(self, key: str) -> File | None:
        """The file with its bytes; None once it was delivered."""
        with Session(self._engine) as session:
            row = session.get(OutboxFile, key)
            if row is None or row.sealed is None:
                return None
            content = self._key.decrypt(row.sealed, row.key)
            return File(row.key, row.code, row.sha256, row.name, row.media_type, content)

    def delivered(self, key: str, now: datetime) -> None:
        """The store confirmed: the bytes are no longer needed here."""
        with Session(self._engine) as session:
            row = session.get_one(OutboxFile, key)
            row.delivered_at, row.sealed = now, None
            session.add(row)
            session.commit()

    def postponed(self, key: str, reason: str, now: datetime) -> None:
        """Not confirmed: try again later, with growing pauses up to five minutes and no end."""
        with Session(self._engine) as session:
            row = session.get_one(OutboxFile, key)
            row.tries += 1
            row.last_error = reason
            row.due_at = now + timedelta(seconds=min(2 ** min(row.tries, 20), _MAX_BACKOFF_SECONDS))
            session.add(row)
            session.commit()

    def waiting(self) -> int:
        """How many files the store has not confirmed yet."""
        with Session(self._engine) as session:
            return len(session.exec(select(OutboxFile.key).where(col(OutboxFile.delivered_at).is_(None))).all())

    def forget_delivered(self, now: datetime) -> None:
        """Drop rows a day after delivery: a later repeat would be known to the store by its key."""
        with Session(self._engine) as session:
            session.exec(delete(OutboxFile).where(col(OutboxFile.delivered_at) <= now - _KEEP_DELIVERED))
            session.commit()
