"""Issuing and revoking the tokens with which units open the police door."""

from datetime import UTC, datetime

from sqlmodel import col, select

from storage.database import Database
from storage.models import Audit, UnitToken
from storage.tokens import digest, new_token
from storage.units import Unit


def issue_token(database: Database, unit: Unit) -> str:
    """A new token of the unit beside those it has; only its hash is kept, so show it now."""
    token, now = new_token(), datetime.now(UTC)
    with database.writing() as session:
        session.add(UnitToken(token_hash=digest(token), unit=unit.slug, issued_at=now))
        session.add(Audit(at=now, unit=unit.slug, actor="operator", action="issue_token"))
    return token


def revoke_tokens(database: Database, unit: Unit) -> int:
    """Ends every issued token of the unit at once; returns how many."""
    now = datetime.now(UTC)
    query = select(UnitToken).where(UnitToken.unit == unit.slug, col(UnitToken.revoked_at).is_(None))
    with database.writing() as session:
        tokens = session.exec(query).all()
        for token in tokens:
            token.revoked_at = now
        session.add(Audit(at=now, unit=unit.slug, actor="operator", action="revoke_tokens"))
    return len(tokens)
