"""Where a forwarded message came from, as Telegram tells it.

Residents send on whole exchanges, their own lines among them: who they are themselves is left out.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from unicodedata import normalize

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.channels.telegram.shapes import Chat, Moment, User, Words, full_name
from bot.incoming import Origin


class _From(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    date: Moment


class _FromUser(_From):
    type: Literal["user"]
    sender_user: User


class _FromHiddenUser(_From):
    type: Literal["hidden_user"]
    sender_user_name: Words


class _FromChat(_From):
    type: Literal["chat"]
    sender_chat: Chat


class _FromChannel(_From):
    type: Literal["channel"]
    chat: Chat


_ORIGIN: TypeAdapter[_FromUser | _FromHiddenUser | _FromChat | _FromChannel] = TypeAdapter(
    Annotated[_FromUser | _FromHiddenUser | _FromChat | _FromChannel, Field(discriminator="type")]
)


def origin_of(told: dict[str, Any] | None, sender: User | None) -> Origin | None:
    """None also for a kind that is not known: the words count, with or without their source.

    sender: who sent the message on. Where they wrote it themselves, it has neither name nor handle.
    """
    if told is None:
        return None
    try:
        source = _ORIGIN.validate_python(told)
    except ValidationError:
        return None
    name, handle = (None, None) if _is_by(sender, source) else _named(source)
    return Origin(source.type, name, handle, datetime.fromtimestamp(source.date, UTC))


def _is_by(sender: User | None, source: _From) -> bool:
    match source:
        case _FromUser(sender_user=user):
            return sender is not None and user.id == sender.id
        case _FromHiddenUser(sender_user_name=name):
            return sender is not None and _plain(name) == _plain(full_name(sender))
        case _:
            return False


def _plain(name: str | None) -> str:
    return " ".join(normalize("NFKC", name or "").casefold().split())


def _named(source: _FromUser | _FromHiddenUser | _FromChat | _FromChannel) -> tuple[str | None, str | None]:
    match source:
        case _FromUser(sender_user=user):
            return full_name(user), user.username
        case _FromHiddenUser():
            return source.sender_user_name, None
        case _FromChat(sender_chat=chat) | _FromChannel(chat=chat):
            return chat.title, chat.username
