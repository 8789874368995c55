"""Another's words that a resident quotes from another chat: a piece of its own, sent on, before what they say of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.channels.telegram.provenance import origin_of
from bot.channels.telegram.shapes import Message, whole
from bot.incoming import Incoming, Kind


def quoted(message: Message, own: Incoming) -> Incoming | None:
    """The quoted words as a message of their own, beside `own`; None without any.

    What is quoted from this very chat is ours, or was sent to us before.
    """
    told = message.model_extra or {}
    words = _inside(told, "quote").get("text")
    if "reply_to_message" in told or not isinstance(words, str) or not words.strip():
        return None
    source = _inside(told, "external_reply").get("origin")
    return replace(
        own,
        event_id=f"{own.event_id}:quote",
        kind=Kind.TEXT,
        text=whole(words),
        forwarded=True,
        origin=origin_of(source, message.sender) if isinstance(source, dict) else None,
        attachment=None,
        contact=None,
        place=None,
        message_id=None,
        album=None,
        start=None,
        answer=None,
    )


def _inside(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = told.get(name)
    return value if isinstance(value, dict) else {}
