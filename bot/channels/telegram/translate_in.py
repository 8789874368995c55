"""A Telegram update as an Incoming, or None where there is nothing for the assistant."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from telegram.constants import MessageAttachmentType

from bot.channels.telegram.attached import attachment_of, contact_of, file_mark, place_of
from bot.channels.telegram.hidden import words_of
from bot.channels.telegram.provenance import origin_of
from bot.channels.telegram.sentences import telegram_sentences
from bot.channels.telegram.shapes import Message, Press, Update
from bot.incoming import Incoming, Kind

NAME = "telegram"
PRIVATE = "private"
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?\s*")
_START = re.compile(r"/(start)(?:@(\w+))?\s+(.*)", re.DOTALL)  # a deep link's payload is not the resident's word
_PAYLOAD = re.compile(r"[a-z0-9_-]{1,64}")
# Things to look at or play with; what is in neither list is a service message.
_UNREADABLE = {str(kind.value) for kind in MessageAttachmentType} - {"passport_data", "successful_payment"} | {
    "checklist",
    "giveaway",
}


@dataclass(slots=True)
class Me:
    """The bot itself. username: None until Telegram has told it."""

    id: int
    username: str | None = None

    def answers_to(self, name: str | None) -> bool:
        """Whether a command that names a bot means us; before we know our name, it does."""
        return name is None or self.username is None or name.lower() == self.username.lower()


def to_incoming(update: Update, me: Me) -> Incoming | None:
    """For private chats only. Bots, service messages and other bots' commands are None."""
    event_id = f"{me.id}:{update.update_id}:{update.mark}"
    if press := update.callback_query:
        return _pressed(press, event_id)
    if update.edited_message is not None:
        return _edited(update.edited_message, event_id)
    if update.message is not None:
        return _sent(update.message, event_id, me)
    return None


def _pressed(press: Press, event_id: str) -> Incoming | None:
    if press.data is None or press.sender.is_bot:
        return None
    # a private chat's id is the person's: known even when the message is too old to be shown
    return Incoming(NAME, event_id, str(press.sender.id), Kind.BUTTON, datetime.now(UTC), button=press.data)


def _edited(message: Message, event_id: str) -> Incoming | None:
    words = words_of(message)
    if words is None or _is_from_bot(message):
        return None
    at = datetime.fromtimestamp(message.edit_date or message.date, UTC)
    return replace(_frame(message, event_id), kind=Kind.EDITED, received_at=at, text=words)


def edited_file(message: Message, me: Me) -> Incoming | None:
    """The file of a message that was changed, as a message of its own; a file that it held before is a repeat."""
    attachment = attachment_of(message)
    if attachment is None or _is_from_bot(message):
        return None
    at = datetime.fromtimestamp(message.edit_date or message.date, UTC)
    frame = replace(_frame(message, _name_of_file(message, me)), message_id=None, album=None)
    return replace(frame, kind=Kind.ATTACHMENT, received_at=at, attachment=attachment)


def _sent(message: Message, event_id: str, me: Me) -> Incoming | None:
    frame = _frame(message, event_id)
    if _is_from_bot(message):
        return None
    if message.text is not None:
        return _said(frame, message, message.text, me)
    if (contact := contact_of(message)) is not None:
        return replace(frame, kind=Kind.CONTACT, contact=contact)
    if (place := place_of(message)) is not None:
        return replace(frame, kind=Kind.LOCATION, place=place)
    if (attachment := attachment_of(message)) is not None:
        name = _name_of_file(message, me)
        return replace(frame, event_id=name, kind=Kind.ATTACHMENT, text=words_of(message), attachment=attachment)
    if (words := words_of(message)) is not None:
        return replace(frame, kind=Kind.TEXT, text=words)
    kinds = sorted(_UNREADABLE & set(message.model_extra or ()))
    return replace(frame, answer=telegram_sentences().unreadable.get(kinds[0])) if kinds else None


def _said(frame: Incoming, message: Message, text: str, me: Me) -> Incoming | None:
    command = None if frame.forwarded else _START.fullmatch(text) or _COMMAND.fullmatch(text)
    if command is None:
        return replace(frame, kind=Kind.TEXT, text=words_of(message))
    if not me.answers_to(command[2]):
        return None
    payload = command[3].strip() if command.re is _START else ""
    start = payload if _PAYLOAD.fullmatch(payload) else None
    return replace(frame, kind=Kind.COMMAND, text=command[1].lower(), start=start)


def _frame(message: Message, event_id: str) -> Incoming:
    return Incoming(
        channel=NAME,
        event_id=event_id,
        chat_id=str(message.chat.id),
        kind=Kind.UNSUPPORTED,
        received_at=datetime.fromtimestamp(message.date, UTC),
        forwarded=message.forward_origin is not None,
        message_id=str(message.message_id),
        album=message.media_group_id,
        origin=origin_of(message.forward_origin, message.sender),
    )


def _name_of_file(message: Message, me: Me) -> str:
    return f"{me.id}:{message.chat.id}:{message.message_id}:{file_mark(message)}"


def _is_from_bot(message: Message) -> bool:
    return message.sender is not None and message.sender.is_bot
