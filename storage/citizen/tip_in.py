"""A tip as it is sent: `tip/1`, unknown fields refused, the resident's words taken exactly as they are."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema

from storage.door import explain
from storage.errors import Malformed
from storage.plain_json import canonical_json, readable_json
from storage.receipt_code import parse_code

_DEEPEST = 32  # levels; what is read back later must never be too deep to show


def _code(sent: str) -> str:
    code = parse_code(sent)
    if code is None:
        raise ValueError("not a receipt code; check its 12 digits and the check digit, or leave it out")
    return code


def _instant(sent: str) -> str:
    at = datetime.fromisoformat(sent)
    if at.tzinfo is None:
        raise ValueError("say the zone, as in 2026-11-21T10:00:00Z")
    try:
        at.astimezone(UTC)
    except OverflowError:
        raise ValueError("outside the calendar") from None
    return sent


def _words(sent: Any) -> Any:
    if sent is not None and not isinstance(sent, str):
        raise ValueError("must be text or null")
    return sent


def _object(sent: Any) -> Any:
    if not isinstance(sent, dict):
        raise ValueError("must be a JSON object")
    return sent


Slug = Annotated[str, Field(pattern="^[a-z0-9_]{1,64}$")]
# text and objects of any content: pydantic's own str refuses lone surrogates, a resident may not be
Words = Annotated[Any, AfterValidator(_words), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}]})]
Document = Annotated[Any, AfterValidator(_object), WithJsonSchema({"type": "object"})]


class TipIn(BaseModel):
    """Field by field as in door 2 of the contract; times are ISO 8601 with a zone."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    schema_: Literal["tip/1"] = Field(alias="schema")
    code: Annotated[str, AfterValidator(_code)] | None = None
    place: Words = None
    category: Slug
    tactic: Slug | None = None
    severity: Literal["danger", "caution", "advert", "no_sign"] | None = None
    urgency: Literal["on_phone", "about_to_pay", "just_paid", "past"] | None = None
    received_at: Annotated[str, AfterValidator(_instant)]
    route_token: Annotated[str, Field(pattern="^[0-9a-fA-F]{16,128}$")]
    document: Document

    def received_hour(self) -> datetime:
        """The hour in which it was received, UTC; the exact time stays in the document."""
        at = datetime.fromisoformat(self.received_at).astimezone(UTC)
        return at.replace(minute=0, second=0, microsecond=0)

    def sealed_part(self) -> bytes:
        """Everything that is no column, as one opaque document; what the sender wrote stays untouched."""
        return readable_json({"place": self.place, "received_at": self.received_at, **self.document})

    def body_hash(self, key: str) -> str:
        """Tells the same body from another; keyed, so that a stolen row cannot confirm a guessed story."""
        body = canonical_json(self.model_dump(by_alias=True))
        return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


async def read_tip(request: Request) -> TipIn:
    """The tip in a request's body; raises Malformed, saying which field and why but never quoting it."""
    try:
        payload = json.loads(await request.body(), parse_constant=_no_number, parse_float=_finite)
        if _depth(payload) > _DEEPEST:
            raise Malformed(f"nested deeper than {_DEEPEST} levels")
        return TipIn.model_validate(payload)
    except ValidationError as error:
        raise Malformed(explain(list(error.errors(include_input=False)))) from None
    except (ValueError, RecursionError):
        raise Malformed("send one JSON object in UTF-8, schema tip/1") from None


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError("number out of range")
    return number


def _depth(payload: Any) -> int:
    level, deepest = [payload], 0
    while level:
        deepest += 1
        level = [
            child
            for value in level
            if isinstance(value, dict | list)
            for child in (value.values() if isinstance(value, dict) else value)
        ]
    return deepest
