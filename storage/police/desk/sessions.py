"""Signed-in browsers: an opaque id in the cookie, only its hash in the database."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, delete

from storage.database import Database
from storage.models import DeskSession, Officer
from storage.police.access import Reader
from storage.tokens import digest, new_token

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_TOUCH = timedelta(minutes=1)  # how exactly idleness is kept; saves a write for every page


@dataclass(frozen=True)
class SignedIn:
    """The officer behind a cookie."""

    username: str
    unit: str

    @property
    def reader(self) -> Reader:
        return Reader(self.unit, self.username)


def csrf_token(cookie: str) -> str:
    """The form token that belongs to a cookie; another site knows neither."""
    return hmac.new(cookie.encode("utf-8", "surrogatepass"), b"desk form", hashlib.sha256).hexdigest()


def start(session: Session, username: str) -> str:
    """A new session; returns the cookie's value and forgets sessions that have ended."""
    now = datetime.now(UTC)
    session.exec(
        delete(DeskSession).where(
            (col(DeskSession.seen_at) < now - IDLE) | (col(DeskSession.started_at) < now - LONGEST)
        )
    )
    cookie = new_token()
    session.add(DeskSession(id_hash=digest(cookie), username=username, started_at=now, seen_at=now))
    return cookie


def find(database: Database, cookie: str | None) -> SignedIn | None:
    """The officer signed in with this cookie, unless idle for 30 minutes or signed in 12 hours ago."""
    if cookie is None:
        return None
    now = datetime.now(UTC)
    with database.reading() as session:
        row = session.get(DeskSession, digest(cookie))
        officer = session.get(Officer, row.username) if row else None
    if row is None or officer is None or row.seen_at < now - IDLE or row.started_at < now - LONGEST:
        return None
    if row.seen_at < now - _TOUCH:
        with database.writing() as session:
            current = session.get(DeskSession, row.id_hash)
            if current is not None:
                current.seen_at = now
    return SignedIn(officer.username, officer.unit)


def end(database: Database, cookie: str) -> None:
    with database.writing() as session:
        session.exec(delete(DeskSession).where(col(DeskSession.id_hash) == digest(cookie)))
