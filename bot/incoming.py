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
    CONTACT = "contact"  # a contact card
    LOCATION = "location"  # a place on the map
    EDITED = "edited"  # `text` is the new wording of the earlier message `message_id`; not a turn of its own
    UNSUPPORTED = "unsupported"  # a sticker, a poll, … : understood as an event, not as words


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file the resident sent; only an image's bytes are looked at.

    kind: image, audio, video, pdf or file, as the channel says; program where the bytes show that it can run.
    ref: how the channel finds the bytes again, until they are read. size: bytes, where the channel tells it.
    sha256: of the bytes as they came, hex, once they were here. kept: what became of it then (bot/evidence/kept.py).
    """

    kind: str
    name: str | None = None
    ref: str | None = None
    size: int | None = None
    sha256: str | None = None
    kept: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a forwarded message came from. kind: user, hidden_user, chat or channel; name and handle as shown."""

    kind: str
    name: str | None = None
    handle: str | None = None
    sent_at: datetime | None = None  # aware, UTC


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact card. own: it is the sender's; anything else may be the scammer's number."""

    phone: str | None
    name: str | None
    own: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update, ready for the inbox.

    event_id: repeats of one update carry the same value; unique within the channel.
    chat_id: the platform's id as a string; it never leaves this room.
    text: the words exactly as received. For COMMAND: its name without slash and bot name ("start").
    button: the opaque token of an issued button (Kind.BUTTON only).
    received_at: aware, UTC.
    picture: the attached file's bytes, of whatever kind, where the update itself brings them.
    message_id: the platform's id of the message, by which a later edit names it.
    album: messages with the same value were sent in one go.
    start: what a deep link brought along with COMMAND "start" (a commune's slug), unchecked.
    answer: UNSUPPORTED only: the channel's own words for what the platform kept back; without it the core finds some.
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
    message_id: str | None = None
    album: str | None = None
    origin: Origin | None = None
    contact: Contact | None = None
    place: Place | None = None
    start: str | None = None
    answer: str | None = None
