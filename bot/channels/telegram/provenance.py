"""Where a forwarded message came from, as Telegram tells it."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.channels.telegram.shapes import Chat, Moment, User, Words
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


def origin_of(told: dict[str, Any] | None) -> Origin | None:
    """None also for a kind that is not known: the words count, with or without their source."""
    if told is None:
        return None
    try:
        source = _ORIGIN.validate_python(told)
    except ValidationError:
        return None
    name, handle = _named(source)
    return Origin(source.type, name, handle, datetime.fromtimestamp(source.date, UTC))


def _named(source: _FromUser | _FromHiddenUser | _FromChat | _FromChannel) -> tuple[str | None, str | None]:
    match source:
        case _FromUser(sender_user=user):
            return " ".join(filter(None, (user.first_name, user.last_name))) or None, user.username
        case _FromHiddenUser():
            return source.sender_user_name, None
        case _FromChat(sender_chat=chat) | _FromChannel(chat=chat):
            return chat.title, chat.username
