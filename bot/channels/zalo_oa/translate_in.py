"""What a resident sent, as Incomings: one for each file, else one."""

import hashlib
import json
import math
import re
from dataclasses import replace
from typing import Any

from bot.channels.zalo_oa import tapping
from bot.channels.zalo_oa.event import Event, Unreadable, as_object, as_text
from bot.incoming import Attachment, Contact, Incoming, Kind, Place

NAME = "zalo_oa"
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?")
_START = re.compile(r"/start\s+(\S{1,256})")
_FILES = {
    "user_send_image": "image",
    "user_send_audio": "audio",
    "user_send_video": "video",
    "user_send_gif": "video",
    "user_send_file": "file",
}
_ENDINGS = {"pdf": "pdf", "jpg": "image", "jpeg": "image", "png": "image", "webp": "image"}
_ENDINGS |= dict.fromkeys(("mp3", "m4a", "aac", "wav", "amr"), "audio") | dict.fromkeys(("mp4", "mov", "3gp"), "video")
_LONGEST_ADDRESS = 4096
_MOST_FILES = 20

SENT = frozenset(
    {*_FILES, *("user_send_" + what for what in ("text", "link", "sticker", "location", "business_card"))}
    | {"user_submit_info"}
)
GROUP = "user_send_group_"


def is_message(name: str) -> bool:
    """Whether the event of this name is something that a resident sent to the OA, known to us or not."""
    return name in SENT or (name.startswith("user_send_") and not name.startswith(GROUP))


def to_incomings(event: Event, raw: bytes) -> list[Incoming]:
    """For what `is_message`, at least one. Raises Unreadable."""
    message = as_object(event.body.get("message"))
    message_id = as_text(message.get("msg_id"))
    event_id = message_id if message_id and len(message_id) <= 128 else event_id_of(raw)
    plain = Incoming(NAME, event_id, event.identity("sender"), Kind.UNSUPPORTED, event.when, message_id=message_id)
    if event.name == "user_submit_info":
        return [replace(plain, kind=Kind.CONTACT, contact=_own(as_object(event.body.get("info"))))]
    if event.name not in SENT:  # newer than what we know: it gets an answer
        return [plain]
    if not message:
        raise Unreadable("no message")
    text = message.get("text")
    if text is not None and not isinstance(text, str):
        raise Unreadable("text is none")
    contents = _contents(message)
    match event.name:
        case "user_send_text":
            return [_words(plain, text)]
        case "user_send_link":
            return [_link(plain, text or "", contents[0])]
        case "user_send_location":
            place = _place(as_object(contents[0].get("coordinates")))
            return [replace(plain, kind=Kind.LOCATION, place=place) if place else plain]
        case "user_send_business_card":
            return [replace(plain, kind=Kind.CONTACT, contact=_card(contents[0], text))]
        case "user_send_sticker":
            return [plain]
    return _files(plain, _FILES[event.name], text, contents)


def event_id_of(raw: bytes) -> str:
    """For an event without a message id: a repeat has the same bytes."""
    return hashlib.sha256(raw).hexdigest()


def _contents(message: dict[str, Any]) -> list[dict[str, Any]]:
    attachments = message.get("attachments")
    listed = attachments[:_MOST_FILES] if isinstance(attachments, list) else []
    return [as_object(as_object(each).get("payload")) for each in listed] or [{}]


def _words(plain: Incoming, text: str | None) -> Incoming:
    if text is None:
        raise Unreadable("no text")
    if token := tapping.token(text):
        return replace(plain, kind=Kind.BUTTON, button=token)
    if start := _START.fullmatch(text):
        return replace(plain, kind=Kind.COMMAND, text="start", start=start[1])
    if command := _COMMAND.fullmatch(text):
        return replace(plain, kind=Kind.COMMAND, text=command[1].lower())
    return replace(plain, kind=Kind.TEXT, text=text)


def _link(plain: Incoming, text: str, content: dict[str, Any]) -> Incoming:
    """A link alone is material, with what its page says of itself; beside the resident's words it stays theirs."""
    url, page = as_text(content.get("url")) or "", as_text(content.get("description")) or ""
    own = text.strip() not in ("", url.strip(), page.strip())
    if own:
        return replace(plain, kind=Kind.TEXT, text=text if url in text else f"{text}\n{url}")
    words = "\n".join(filter(None, (url or text, page if page.strip() != url.strip() else "")))
    return replace(plain, kind=Kind.TEXT, text=words, forwarded=True) if words.strip() else plain


def _files(plain: Incoming, kind: str, text: str | None, contents: list[dict[str, Any]]) -> list[Incoming]:
    """The caption goes with the first of them."""
    album = plain.event_id if len(contents) > 1 else None
    return [
        replace(
            plain,
            event_id=plain.event_id if n == 0 else f"{plain.event_id}#{n}",
            kind=Kind.ATTACHMENT,
            text=(text or None) if n == 0 else None,
            attachment=_file(kind, content),
            message_id=plain.message_id if n == 0 else None,
            album=album,
        )
        for n, content in enumerate(contents)
    ]


def _file(kind: str, content: dict[str, Any]) -> Attachment:
    name, url, size = as_text(content.get("name")), as_text(content.get("url")), str(content.get("size", ""))
    if kind == "file":
        told = as_text(content.get("type")) or ""
        kind = _ENDINGS.get(told.lower()) or _ENDINGS.get((name or "").rpartition(".")[2].lower(), "file")
    bytes_told = int(size) if size.isascii() and size.isdigit() and len(size) <= 15 else None
    return Attachment(kind, name, url if url and len(url) <= _LONGEST_ADDRESS else None, bytes_told)


def _place(coordinates: dict[str, Any]) -> Place | None:
    """Zalo writes the degrees as strings."""
    try:
        latitude, longitude = float(coordinates["latitude"]), float(coordinates["longitude"])
    except (LookupError, TypeError, ValueError, OverflowError):
        return None
    known = math.isfinite(latitude) and math.isfinite(longitude)
    return Place(latitude, longitude) if known and abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _card(content: dict[str, Any], text: str | None) -> Contact:
    """Somebody else's card: Zalo hides the number in a JSON text called description."""
    try:
        inside = as_object(json.loads(as_text(content.get("description")) or ""))
    except (ValueError, RecursionError):
        inside = {}
    both = content | inside
    return Contact(_phone(both.get("phone")), as_text(both.get("name")) or text or None, own=False)


def _own(info: dict[str, Any]) -> Contact:
    """The form filled in after a call back was asked for."""
    return Contact(_phone(info.get("phone")), as_text(info.get("name")), own=True)


def _phone(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) and 0 < len(value) <= 32 else None
