"""The parts of a Telegram update that we read, strictly typed; whatever else it brings is left alone."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_JS_SAFE = 2**53  # Telegram's ids have at most 52 significant bits


def whole(text: str) -> str:
    """Half a surrogate pair is no character, and cannot travel on."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


Words = Annotated[str, AfterValidator(whole)]
Id = Annotated[int, Field(gt=-_JS_SAFE, lt=_JS_SAFE)]
Moment = Annotated[int, Field(ge=0, lt=2**32)]  # seconds since 1970
Count = Annotated[int, Field(ge=0, lt=_JS_SAFE)]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class User(_Shape):
    """A person or a bot."""

    id: Id
    is_bot: bool = False
    first_name: Words | None = None
    last_name: Words | None = None
    username: Words | None = None


def full_name(user: User) -> str | None:
    """As Telegram shows it."""
    return " ".join(filter(None, (user.first_name, user.last_name))) or None


class Chat(_Shape):
    """type: private, group, supergroup or channel."""

    id: Id
    type: Words
    title: Words | None = None
    username: Words | None = None


class File(_Shape):
    """A picture's size, a voice note, a video or a document."""

    file_id: Annotated[Words, Field(min_length=1, max_length=512)]
    file_unique_id: Words | None = None
    file_size: Count | None = None
    file_name: Words | None = None
    mime_type: Words | None = None
    width: Count = 0
    height: Count = 0


class Card(_Shape):
    """A contact card."""

    phone_number: Words
    first_name: Words | None = None
    last_name: Words | None = None
    user_id: Id | None = None


class Location(_Shape):
    """Degrees."""

    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class Venue(_Shape):
    """A named place."""

    location: Location


class Message(_Shape):
    """A message; `model_extra` holds the rest of it. forward_origin is read by itself: it is only evidence."""

    model_config = ConfigDict(strict=True, frozen=True, extra="allow")

    message_id: Id
    date: Moment
    chat: Chat
    sender: User | None = Field(default=None, alias="from")
    edit_date: Moment | None = None
    media_group_id: Words | None = None
    forward_origin: dict[str, Any] | None = None
    migrate_to_chat_id: Id | None = None
    migrate_from_chat_id: Id | None = None
    text: Words | None = None
    caption: Words | None = None
    photo: list[File] | None = None
    voice: File | None = None
    audio: File | None = None
    video: File | None = None
    video_note: File | None = None
    animation: File | None = None
    document: File | None = None
    contact: Card | None = None
    location: Location | None = None
    venue: Venue | None = None


class Shown(_Shape):
    """The message that holds a pressed button, which may be too old to be shown."""

    message_id: Id
    chat: Chat


class Press(_Shape):
    """A pressed button."""

    id: Words
    sender: User = Field(alias="from")
    data: Words | None = None
    message: Shown | None = None


class Standing(_Shape):
    """member, kicked, left, administrator, …"""

    status: Words


class Membership(_Shape):
    """What became of us in a chat."""

    chat: Chat
    new_chat_member: Standing
    date: Moment | None = None


class Update(_Shape):
    """One update; of the four at most one is there."""

    update_id: Count
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Press | None = None
    my_chat_member: Membership | None = None

    @property
    def mark(self) -> str:
        """Tells the update from another of its number: after a quiet week Telegram counts anew from anywhere."""
        if self.callback_query is not None:
            return self.callback_query.id
        said = self.message or self.edited_message
        return f"{said.message_id}:{said.edit_date or said.date}" if said else ""

    @property
    def chat(self) -> Chat | None:
        """Where it happened; None for a button whose message is gone, which only private chats have."""
        shown = self.callback_query.message if self.callback_query else None
        place = self.message or self.edited_message or shown or self.my_chat_member
        return place.chat if place else None
