"""The body of a webhook call, its shape checked."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any


class Unreadable(Exception):  # noqa: N818 says what the body is
    """The body is not what Zalo describes; the text holds none of it."""


@dataclass(frozen=True, slots=True)
class Event:
    """name: event_name. at: UTC seconds, as signed. body: the whole of it."""

    name: str
    at: float
    body: dict[str, Any] = field(repr=False)

    @property
    def when(self) -> datetime:
        """Aware, UTC."""
        return datetime.fromtimestamp(self.at, UTC)

    def identity(self, of: str) -> str:
        """The id of "sender", "recipient" or "follower". Raises Unreadable."""
        return as_identity(as_object(self.body.get(of)).get("id"))

    def is_of(self, oa_id: str) -> bool:
        """Whether this OA sent it. oa_id: empty for any."""
        return not oa_id or str(as_object(self.body.get("sender")).get("id")) == oa_id

    def is_for(self, oa_id: str) -> bool:
        """Whether it was sent to this OA, or to none that is named. oa_id: empty for any."""
        told = self.body.get("oa_id") or as_object(self.body.get("recipient")).get("id")
        return not oa_id or told is None or str(told) == oa_id


def parse(raw: bytes, now: float) -> Event:
    """now: UTC seconds; nothing happens later. Raises Unreadable."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise Unreadable("not JSON") from None
    if not isinstance(body, dict):
        raise Unreadable("no object")
    name = body.get("event_name")
    if not isinstance(name, str):
        raise Unreadable("no event_name")
    stamp = body.get("timestamp")
    stamp = str(stamp) if isinstance(stamp, str | int) and not isinstance(stamp, bool) else ""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 20):
        raise Unreadable("no timestamp")
    return Event(name, min(int(stamp) / 1000, now), body)


def as_object(value: Any) -> dict[str, Any]:
    """The value, or an empty object where it is none."""
    return value if isinstance(value, dict) else {}


def as_text(value: Any) -> str | None:
    """The value where it is a text that says something."""
    return value if isinstance(value, str) and value else None


def as_identity(value: Any) -> str:
    """A platform id: digits beyond 2^53, as a string. Raises Unreadable."""
    name = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not (isinstance(name, str) and name.isascii() and name.isalnum() and len(name) <= 64):
        raise Unreadable("no id")
    return name
