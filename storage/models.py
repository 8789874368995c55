"""The tables. What is no column here goes into `document`, which will be sealed: nothing queries inside."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, DateTime, Dialect, ForeignKey, Index, LargeBinary, MetaData, TypeDecorator
from sqlalchemy.orm import registry
from sqlmodel import Column, Field, SQLModel

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in and out; SQLite itself forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class StoreTable(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """Base of the store's tables, with a metadata of its own: other rooms also use SQLModel."""


class TipState(StrEnum):
    """A tip's way through the unit, in order."""

    RECEIVED = "received"  # stored, nobody has said they have it
    ACKNOWLEDGED = "acknowledged"  # the unit has it
    VERIFYING = "verifying"
    TRANSFERRED = "transferred"
    SETTLED = "settled"
    CLOSED = "closed"


class Tip(StoreTable, table=True):
    """One tip. `seq` grows in commit order, so a reader who remembers it misses nothing."""

    __tablename__ = "tip"
    __table_args__ = (Index(None, "unit", "seq"),)

    id: str = Field(primary_key=True, max_length=36)
    seq: int = Field(sa_column=Column(BigInteger, nullable=False, unique=True))
    code: str = Field(max_length=14, unique=True)
    unit: str = Field(max_length=64)
    category: str = Field(max_length=64)
    tactic: str | None = Field(default=None, max_length=64)
    severity: str | None = Field(default=None, max_length=16)
    urgency: str | None = Field(default=None, max_length=16)
    state: str = Field(default=TipState.RECEIVED.value, max_length=16)
    received_hour: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    acknowledged_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    route_token: str = Field(max_length=128)
    key_hash: str = Field(max_length=64, unique=True)
    body_hash: str = Field(max_length=64)
    document: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class TipCounter(StoreTable, table=True):
    """The last `seq` given out; its one row is also the lock that makes tips commit in order."""

    __tablename__ = "tip_counter"

    id: int = Field(primary_key=True)
    last: int = Field(sa_column=Column(BigInteger, nullable=False))


class Evidence(StoreTable, table=True):
    """A file that belongs to a tip; name and type are in `document`, the bytes in `content`."""

    __tablename__ = "evidence"

    id: str = Field(primary_key=True, max_length=36)
    tip_id: str = Field(sa_column=Column(ForeignKey("tip.id"), nullable=False, index=True))
    sha256: str = Field(max_length=64)
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    key_hash: str = Field(max_length=64, unique=True)
    body_hash: str = Field(max_length=64)
    document: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class UnitToken(StoreTable, table=True):
    """A unit's key to the police door; the token itself is shown once and not kept."""

    __tablename__ = "unit_token"

    token_hash: str = Field(primary_key=True, max_length=64)
    unit: str = Field(max_length=64, index=True)
    issued_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class Audit(StoreTable, table=True):
    """Who did what to which tip, and when; the database itself refuses to change or delete a row."""

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    unit: str = Field(max_length=64)
    actor: str = Field(max_length=80)
    action: str = Field(max_length=32)
    tip_id: str | None = Field(default=None, max_length=36, index=True)


class Officer(StoreTable, table=True):
    """Someone who signs in at the desk."""

    __tablename__ = "officer"

    username: str = Field(primary_key=True, max_length=64)
    unit: str = Field(max_length=64)
    password_hash: str = Field(max_length=255)


class DeskSession(StoreTable, table=True):
    """A signed-in browser; the cookie's value is not kept, only its SHA-256."""

    __tablename__ = "desk_session"

    id_hash: str = Field(primary_key=True, max_length=64)
    username: str = Field(sa_column=Column(ForeignKey("officer.username"), nullable=False, index=True))
    started_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    seen_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
