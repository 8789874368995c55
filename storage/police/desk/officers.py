"""Officers and their passwords (argon2id)."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Session, col, delete

from storage.database import Database
from storage.models import DeskSession, Officer


class Passwords:
    """Hashes and checks; at most two at a time, since each takes 19 MiB."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._slots = threading.Semaphore(2)
        self._nobody = self._hasher.hash("nobody")

    def hash(self, password: str) -> str:
        with self._slots:
            return self._hasher.hash(password.encode("utf-8", "surrogatepass"))

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Takes as long for an officer who does not exist (None) as for one who does."""
        with self._slots:
            try:
                right = self._hasher.verify(password_hash or self._nobody, password.encode("utf-8", "surrogatepass"))
            except (VerificationError, InvalidHashError):
                return False
        return right and password_hash is not None


def keep_officer(database: Database, passwords: Passwords, username: str, unit: str, password: str) -> None:
    """Make sure this officer exists with this unit and password; a change ends the officer's sessions."""
    with database.writing() as session:
        officer = session.get(Officer, username)
        if officer is None:
            session.add(Officer(username=username, unit=unit, password_hash=passwords.hash(password)))
        elif officer.unit != unit or not passwords.matches(officer.password_hash, password):
            officer.unit, officer.password_hash = unit, passwords.hash(password)
            _sign_out_everywhere(session, username)


def _sign_out_everywhere(session: Session, username: str) -> None:
    session.exec(delete(DeskSession).where(col(DeskSession.username) == username))
