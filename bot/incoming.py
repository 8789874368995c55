"""What a channel hands to the core: one message of one resident, whatever the platform."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What the resident did."""

    TEXT = "text"
    BUTTON = "button"
    COMMAND = "command"  # a platform command such as Telegram's /start
    ATTACHMENT = "attachment"  # a picture, a voice note, a file; `text` holds its caption, if any
    UNSUPPORTED = "unsupported"  # a sticker, a poll, … : understood as an event, not as words


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file the resident sent. `kind`: image, audio, video, pdf or file; only an image's bytes are looked at.

    ref: how the channel finds the bytes again, until they are read. size: bytes, where the channel tells it.
    sha256: of the bytes as they came, hex, once they were here.
    """

    kind: str
    name: str | None = None
    ref: str | None = None
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update, ready for the inbox.

    event_id: repeats of one update carry the same value; unique within the channel.
    chat_id: the platform's id as a string; it never leaves this room.
    text: the words exactly as received. For COMMAND: its name without slash and bot name ("start").
    button: the opaque token of an issued button (Kind.BUTTON only).
    received_at: aware, UTC.
    picture: an image's bytes, where the update itself brings them.
    """

    channel: str
    event_id: str
    chat_id: str
    kind: Kind
    received_at: datetime
    text: str | None = None
    button: str | None = None
    forwarded: bool = False
    attachment: Attachment | None = None
    picture: bytes | None = field(default=None, repr=False)
