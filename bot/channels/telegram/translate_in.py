"""A Telegram update as an Incoming, or None where there is nothing for the assistant."""

import re
from datetime import UTC, datetime

from telegram import Chat, Message, PhotoSize, Update

from bot.incoming import Attachment, Incoming, Kind

NAME = "telegram"
ALLOWED_UPDATES = ("message", "callback_query")

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?$")
_START = re.compile(r"/(start)(?:@\w+)?\s")  # a deep link brings a payload, which is not the resident's word


def to_incoming(update: Update, bot_id: int) -> Incoming | None:
    """For private chats only. Edited messages, bots and service messages are None."""
    event_id = f"{bot_id}:{update.update_id}"
    if query := update.callback_query:
        if query.data is None:
            return None
        # a private chat's id is the person's: known even when the message is too old to be shown
        chat_id, now = str(query.from_user.id), datetime.now(UTC)
        return Incoming(NAME, event_id, chat_id, Kind.BUTTON, now, button=query.data)
    message = update.message
    if message is None or (message.from_user is not None and message.from_user.is_bot):
        return None
    told = _told(message)
    if told is None:
        return None
    kind, text, attachment = told
    return Incoming(
        channel=NAME,
        event_id=event_id,
        chat_id=str(message.chat.id),
        kind=kind,
        received_at=message.date.astimezone(UTC),
        text=text,
        forwarded=message.forward_origin is not None,
        attachment=attachment,
    )


def group_of(update: Update) -> Chat | None:
    """The chat this update comes from, when other people read along there."""
    if update.callback_query is not None and update.callback_query.message is None:
        return None
    chat = update.effective_chat
    return chat if chat is not None and chat.type != Chat.PRIVATE else None


def _told(message: Message) -> tuple[Kind, str | None, Attachment | None] | None:
    if message.text is not None:
        command = _COMMAND.match(message.text) or _START.match(message.text)
        if command and message.forward_origin is None:
            return Kind.COMMAND, command[1].lower(), None
        return Kind.TEXT, message.text, None
    if attachment := _attachment(message):
        return Kind.ATTACHMENT, message.caption, attachment
    if message.effective_attachment is not None:  # a sticker, a contact, a poll, a place, …
        return Kind.UNSUPPORTED, None, None
    return None


def _attachment(message: Message) -> Attachment | None:
    if message.photo:
        return _photo(message.photo)
    if message.voice or message.audio:
        return Attachment("audio", message.audio.file_name if message.audio else None)
    if message.video or message.video_note or message.animation:
        return Attachment("video")
    if document := message.document:
        mime = document.mime_type or ""
        family = "pdf" if mime == "application/pdf" else mime.split("/")[0]
        kind = family if family in ("pdf", "image", "audio", "video") else "file"
        if kind == "image":
            return Attachment(kind, document.file_name, document.file_id, document.file_size)
        return Attachment(kind, document.file_name)
    return None


def _photo(sizes: tuple[PhotoSize, ...]) -> Attachment:
    """The largest of the sizes that Telegram made: small type is lost in the others."""
    best = max(sizes, key=lambda size: size.width * size.height)
    return Attachment("image", ref=best.file_id, size=best.file_size)
