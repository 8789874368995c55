"""What a request at the police door may use, and which unit's token it carries."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import col, select

from storage.database import Database
from storage.errors import Unauthorised
from storage.models import UnitToken
from storage.tokens import digest, same
from storage.units import Unit, UnitTree


@dataclass(frozen=True)
class PoliceDoor:
    """`demo_unit` opens with the token from the settings, other units with tokens issued by command."""

    database: Database
    tree: UnitTree
    demo_unit: Unit
    demo_token_hash: str


@dataclass(frozen=True)
class Reader:
    """On whose behalf something is read: the unit whose tips are visible, and who the audit names."""

    unit: str
    actor: str


def _door(request: Request) -> PoliceDoor:
    door = request.app.state.door
    assert isinstance(door, PoliceDoor)
    return door


Door = Annotated[PoliceDoor, Depends(_door)]
_Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]


def _token_reader(door: Door, bearer: _Bearer) -> Reader:
    token_hash = digest(bearer.credentials) if bearer else ""
    actor = f"token {token_hash[:8]}"
    if same(token_hash, door.demo_token_hash):
        return Reader(door.demo_unit.slug, actor)
    with door.database.reading() as session:
        query = select(UnitToken.unit).where(UnitToken.token_hash == token_hash, col(UnitToken.revoked_at).is_(None))
        unit = session.exec(query).first()
    if unit is None:
        raise Unauthorised("send Authorization: Bearer with a unit's token")
    return Reader(unit, actor)


TokenReader = Annotated[Reader, Depends(_token_reader)]
