"""What a message says: to Rasa, to the police as raw words, and when the bot itself must answer."""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.core import Core
from bot.incoming import Attachment, Contact, Incoming, Kind, Origin, Place
from bot.media.reading import Reading
from bot.media.saying import about
from bot.receipt_picture import code_in
from bot.sanitize import sanitize
from bot.sentences import Sentences
from bot.tables import InboxRow
from bot.typed_number import number_in


@dataclass(frozen=True, slots=True)
class Content:
    """The sealed part of an inbox row. A pressed button brings its payload and its title.

    reading: what the attached picture holds, once it was read. edits: later wordings of `text`, oldest first;
    in_time: how many of them came before the answer. answer: the channel's own words for what it could not hand over.
    question: of a button that answers one, the turn that asked it, by inbox id. passed: when its turn came
    another question was open, so that it answers nothing.
    """

    kind: Kind
    text: str | None = None
    payload: str | None = None
    attachment: Attachment | None = None
    reading: Reading | None = None
    origin: Origin | None = None
    contact: Contact | None = None
    place: Place | None = None
    edits: list[str] = field(default_factory=list)
    in_time: int = 0
    answer: str | None = None
    question: int | None = None
    passed: bool = False

    @classmethod
    def of(cls, incoming: Incoming) -> "Content":
        """The words of one update; a button without its payload has none."""
        return cls(
            incoming.kind,
            None if incoming.kind is Kind.BUTTON else incoming.text,
            attachment=incoming.attachment,
            origin=incoming.origin,
            contact=incoming.contact,
            place=incoming.place,
            answer=incoming.answer,
        )

    @classmethod
    def pressed(cls, payload: str, title: str, question: int | None = None) -> "Content":
        """A button we issued, whether its token came or its title was typed."""
        return cls(Kind.BUTTON, title, payload, question=question)

    @property
    def wording(self) -> str:
        """The text or caption as it stood when it was answered."""
        return (self.edits[self.in_time - 1] if self.in_time else self.text) or ""

    @property
    def seen(self) -> str:
        """That wording, then what the picture holds."""
        return _lines(self.wording, self.reading.material if self.reading else None)

    @property
    def words(self) -> str:
        """All that was said, every wording of it; of the resident's own card the number only, for a call back.

        A platform's command tells nothing.
        """
        if self.kind is Kind.COMMAND:
            return ""
        card = _lines(None if self.contact.own else self.contact.name, self.contact.phone) if self.contact else None
        spot = f"{self.place.latitude:.5f}, {self.place.longitude:.5f}" if self.place else None
        return _lines(self.text, *self.edits, self.reading.material if self.reading else None, card, spot)

    def as_json(self) -> dict[str, Any]:
        """For the vault."""
        value = asdict(self)
        if self.origin and self.origin.sent_at:
            value["origin"]["sent_at"] = self.origin.sent_at.isoformat()
        return value

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Content":
        """Back from the vault, also what an earlier program sealed."""
        known = {**value, "kind": Kind(value["kind"])}
        for name, shape in (("attachment", Attachment), ("contact", Contact), ("place", Place)):
            known[name] = shape(**value[name]) if value.get(name) else None
        known["reading"] = Reading.from_json(value["reading"]) if value.get("reading") else None
        if origin := value.get("origin"):
            at = origin["sent_at"]
            known["origin"] = Origin(**{**origin, "sent_at": datetime.fromisoformat(at) if at else None})
        return cls(**known)


def content_of(core: Core, row: InboxRow) -> Content:
    """What the message holds. Raises SealBroken."""
    return Content.from_json(core.vault.open(row.sealed, f"inbox|{row.event_key}"))


def put_content(core: Core, row: InboxRow, content: Content) -> None:
    """Seals it into the row of the message."""
    row.sealed = core.vault.seal(content.as_json(), f"inbox|{row.event_key}")


@dataclass(frozen=True, slots=True)
class Said:
    """message: for Rasa, if there is anything. original: where that differs. own: the bot's own answer.

    forwarded: the message is another's words, whoever sent them. origin: whose, as far as the platform tells.
    unreadable: a picture that was looked at and gave no words, sent without any.
    """

    message: str | None = None
    original: str | None = None
    own: str | None = None
    forwarded: bool = False
    unreadable: bool = False
    origin: Origin | None = None


def understand(content: Content, sentences: Sentences) -> Said:
    """Decides who answers; at least one of message and own is set, but for an edit, which is answered at once."""
    return replace(_understood(content, sentences), origin=content.origin)


def _understood(content: Content, sentences: Sentences) -> Said:
    match content.kind:
        case Kind.TEXT | Kind.EDITED:
            return _words(content.wording) or Said(own=sentences.blank)
        case Kind.BUTTON if content.payload:
            return Said(message=content.payload)
        case Kind.BUTTON:
            spent = content.payload is not None and number_in(content.text or "") is None
            return Said(own=spent_words(content, sentences) if spent else sentences.button_expired)
        case Kind.COMMAND:
            payload = _commands().get((content.text or "").lower())
            return Said(message=payload) if payload else Said(own=sentences.unknown_command)
        case Kind.ATTACHMENT:
            return _attached(content, sentences)
        case Kind.CONTACT:
            return _card(content.contact, sentences)
        case Kind.LOCATION:
            return Said(own=sentences.place.here if is_in_vietnam(content.place) else sentences.place.elsewhere)
        case Kind.UNSUPPORTED:
            return Said(own=content.answer or sentences.unsupported)


def spent_words(content: Content, sentences: Sentences) -> str:
    """For a press that does nothing. That it was heard before is said only where it was."""
    return sentences.question_passed if content.passed else sentences.button_spent


def _attached(content: Content, sentences: Sentences) -> Said:
    if content.reading and (code := code_in(content.reading.codes)):
        return _words(_lines(content.wording, code)) or Said(code)
    own = about(content.attachment or Attachment("file"), content.reading, sentences)
    is_read = content.reading is not None and content.reading.trouble is None
    if is_read and (everything := _words(content.seen)):
        return Said(everything.message, everything.original, own, forwarded=True)
    caption = _words(content.wording) or Said()
    unreadable = content.reading is not None and caption.message is None
    return Said(caption.message, caption.original, own, unreadable=unreadable)


def _card(contact: Contact | None, sentences: Sentences) -> Said:
    """Another's card is judged like anything else that was sent on; one's own number is for a call back."""
    if contact is not None and contact.own:
        return Said(own=sentences.own_contact)
    card = _words(_lines(contact.name, contact.phone)) if contact is not None and contact.phone else None
    return replace(card, forwarded=True) if card else Said(own=sentences.unsupported)


def is_in_vietnam(place: Place | None) -> bool:
    """Roughly: a box around the mainland and the near islands."""
    return place is not None and 8.0 <= place.latitude <= 23.5 and 102.0 <= place.longitude <= 110.0


def _lines(*parts: str | None) -> str:
    return "\n".join(filter(None, parts))


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
