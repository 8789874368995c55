"""A Zalo Bot update as an Incoming; or what else it is."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.zalo_bot.envelope import NAME, event_id, identity
from bot.channels.zalo_bot.sentences import zalo_bot_sentences
from bot.incoming import Attachment, Incoming, Kind

# Nothing tells a forwarded message from a typed one here; only an exact command is one.
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})\s*")
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)  # there was no such platform before
_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Group:
    """Other people read along there."""

    group_id: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing for the assistant and nothing to keep: a reaction, or another bot's message."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """reason: no words of the update."""

    reason: str


Meaning = Incoming | Group | Ignored | Unreadable


def understand(update: object, bot_id: str) -> Meaning:
    """Of one update, any JSON value. Nothing a sender can write makes it raise."""
    if not isinstance(update, dict):
        return Unreadable("no_object")
    event = update.get("event_name")
    event = event if isinstance(event, str) else ""
    if ".reaction." in event:
        return Ignored()
    message = update.get("message")
    if not isinstance(message, dict):
        return Unreadable("no_message")
    sender = message.get("from")
    sender = sender if isinstance(sender, dict) else {}
    if sender.get("is_bot") is True:
        return Ignored()
    chat = message.get("chat")
    chat_id = identity(chat.get("id")) if isinstance(chat, dict) else None
    if not isinstance(chat, dict) or chat_id is None:
        return Unreadable("no_chat")
    if not _private(chat.get("chat_type"), chat_id, identity(sender.get("id"))):
        return Group(chat_id)
    return Incoming(
        channel=NAME,
        event_id=event_id(bot_id, chat_id, message, update),
        chat_id=chat_id,
        received_at=_time(message.get("date")),
        message_id=identity(message.get("message_id")),
        **_told(event, message),
    )


def _private(chat_type: object, chat_id: str, sender_id: str | None) -> bool:
    """Where the type is missing: a private chat's id is its person's."""
    if isinstance(chat_type, str):
        return chat_type.upper() == "PRIVATE"
    return sender_id in (None, chat_id)


def _time(milliseconds: object) -> datetime:
    """Aware, UTC; now, where the date is missing or absurd."""
    now = datetime.now(UTC)
    if isinstance(milliseconds, int | float) and not isinstance(milliseconds, bool):
        seconds = milliseconds / 1000 if abs(milliseconds) < 1e15 else 0.0
        if _FIRST.timestamp() <= seconds <= (now + _AHEAD).timestamp():
            return datetime.fromtimestamp(seconds, UTC)
    return now


def _told(event: str, message: dict[str, Any]) -> dict[str, Any]:
    match event:
        case "message.text.received" if (text := _words(message, "text")) is not None:
            command = _COMMAND.fullmatch(text)
            return {"kind": Kind.COMMAND, "text": command[1].lower()} if command else {"kind": Kind.TEXT, "text": text}
        case "message.link.received" if (text := _words(message, "text", "link", "url", "href")) is not None:
            return {"kind": Kind.TEXT, "text": text}
        case "message.image.received":
            # live traffic has photo_url, the documentation photo
            return _file("image", _words(message, "photo_url", "photo"), message)
        case "message.voice.received":
            return _file("audio", _words(message, "voice_url"), message)
        case "message.text.received" | "message.link.received" | "message.unsupported.received":
            return {"kind": Kind.UNSUPPORTED, "answer": zalo_bot_sentences().hidden}
    return {"kind": Kind.UNSUPPORTED}


def _file(kind: str, ref: str | None, message: dict[str, Any]) -> dict[str, Any]:
    attachment = Attachment(kind, ref=ref)
    return {"kind": Kind.ATTACHMENT, "text": _words(message, "caption"), "attachment": attachment}


def _words(message: dict[str, Any], *fields: str) -> str | None:
    """The first of the fields that is a string and not empty."""
    return next((value for field in fields if isinstance(value := message.get(field), str) and value), None)
