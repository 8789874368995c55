"""The updates in a body, in both shapes that Zalo uses, and the name by which a repeat is known."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

NAME = "zalo_bot"

_ID = re.compile(r"[!-~]{1,200}")


def updates_in(raw: bytes) -> list[Any]:
    """Each update of the body: bare, wrapped as {"ok": true, "result": …}, or several in a list.

    Raises ValueError where it is no JSON or nested beyond reading.
    """
    try:
        body = json.loads(raw)
    except RecursionError:
        raise ValueError("nested") from None
    if isinstance(body, dict) and body.get("ok") is True and isinstance(body.get("result"), dict | list):
        body = body["result"]
    return body if isinstance(body, list) else [body]


def identity(value: object) -> str | None:
    """A platform's id as a string; None for what cannot be one."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**30 else None
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def event_id(bot_id: str, chat_id: str | None, message: Mapping[str, Any], update: object) -> str:
    """Zalo numbers no updates: a message is known by its chat and its id, and one without an id by its content."""
    message_id = identity(message.get("message_id"))
    return f"{bot_id}:{chat_id or ''}:{message_id or fingerprint(update)}"


def fingerprint(update: object) -> str:
    """Of the content, whatever the order of its fields. update: JSON's values, or bytes that are none."""
    raw = update if isinstance(update, bytes) else json.dumps(update, sort_keys=True).encode()
    return "#" + hashlib.sha256(raw).hexdigest()
