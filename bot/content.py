"""What a message says: to Rasa, to the police as raw words, and when the bot itself must answer."""

from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.incoming import Attachment, Incoming, Kind
from bot.media.reading import Reading
from bot.media.saying import about
from bot.sanitize import sanitize
from bot.sentences import Sentences


@dataclass(frozen=True, slots=True)
class Content:
    """The sealed part of an inbox row. A pressed button brings its payload and its title.

    reading: what the attached picture holds, once it was read.
    """

    kind: Kind
    text: str | None = None
    payload: str | None = None
    attachment: Attachment | None = None
    reading: Reading | None = None

    @classmethod
    def of(cls, incoming: Incoming) -> "Content":
        """The words of one update; a button without its payload has none."""
        text = None if incoming.kind is Kind.BUTTON else incoming.text
        return cls(incoming.kind, text, attachment=incoming.attachment)

    @classmethod
    def pressed(cls, payload: str, title: str) -> "Content":
        """A button we issued, whether its token came or its title was typed."""
        return cls(Kind.BUTTON, title, payload)

    @property
    def words(self) -> str:
        """All that was said: the text or caption, then what the picture holds."""
        return "\n".join(filter(None, (self.text, self.reading.material if self.reading else None)))

    def as_json(self) -> dict[str, Any]:
        """For the vault."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Content":
        """Back from the vault."""
        attachment = Attachment(**value["attachment"]) if value["attachment"] else None
        reading = Reading.from_json(value["reading"]) if value.get("reading") else None
        return cls(Kind(value["kind"]), value["text"], value["payload"], attachment, reading)


@dataclass(frozen=True, slots=True)
class Said:
    """message: for Rasa, if there is anything. original: where that differs. own: the bot's own answer.

    forwarded: the message is another's words, whoever sent them.
    unreadable: a picture that was looked at and gave no words, sent without any.
    """

    message: str | None = None
    original: str | None = None
    own: str | None = None
    forwarded: bool = False
    unreadable: bool = False


def understand(content: Content, sentences: Sentences) -> Said:
    """Decides who answers; at least one of message and own is set."""
    match content.kind:
        case Kind.TEXT:
            return _words(content.text or "") or Said(own=sentences.blank)
        case Kind.BUTTON if content.payload:
            return Said(message=content.payload)
        case Kind.BUTTON:
            return Said(own=sentences.button_expired)
        case Kind.COMMAND:
            words = _commands().get((content.text or "").lower())
            return Said(message=words) if words else Said(own=sentences.unknown_command)
        case Kind.ATTACHMENT:
            return _attached(content, sentences)
        case Kind.UNSUPPORTED:
            return Said(own=sentences.unsupported)


def _attached(content: Content, sentences: Sentences) -> Said:
    if content.reading is None:
        own = sentences.attachment.about(content.attachment.kind if content.attachment else "file")
    else:
        own = about(content.reading, sentences.picture, sentences.attachment)
        if content.reading.trouble is None and (everything := _words(content.words)):
            return Said(everything.message, everything.original, own, forwarded=True)
    caption = _words(content.text or "") or Said()
    unreadable = content.reading is not None and caption.message is None
    return Said(caption.message, caption.original, own, unreadable=unreadable)


def _words(text: str) -> Said | None:
    message = sanitize(text)
    if not message:
        return None
    readable = text.encode("utf-8", "replace").decode()  # lone surrogates cannot travel
    return Said(message, readable if readable != message else None)


@cache
def _commands() -> dict[str, str]:
    commands: dict[str, str] = yaml.safe_load(Path(__file__).with_name("commands.yml").read_text())
    return commands
