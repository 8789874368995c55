"""What a request at the citizen door may use, and the token that opens it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from storage.database import Database
from storage.errors import Unauthorised
from storage.tokens import digest, same
from storage.units import Unit, UnitTree


@dataclass(frozen=True)
class CitizenDoor:
    """`default_unit` takes every tip whose place is ambiguous or unknown."""

    database: Database
    token_hash: str
    tree: UnitTree
    default_unit: Unit


def _door(request: Request) -> CitizenDoor:
    door = request.app.state.door
    assert isinstance(door, CitizenDoor)
    return door


Door = Annotated[CitizenDoor, Depends(_door)]
_Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]


def require_token(door: Door, bearer: _Bearer) -> None:
    """Raises Unauthorised unless the caller holds the service token."""
    if bearer is None or not same(digest(bearer.credentials), door.token_hash):
        raise Unauthorised("send Authorization: Bearer with the citizen door's token")


IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", pattern="^[A-Za-z0-9_-]{1,128}$")]
