"""The JSON that the web door speaks."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from bot.outbox import Numbered
from bot.reply import Reply


class ButtonOut(BaseModel):
    """Pressing it posts {"button": token}."""

    title: str
    token: str


class ReplyOut(BaseModel):
    """One bubble. `n` is its place in the chat, null for words that are not kept."""

    n: int | None
    text: str
    buttons: list[ButtonOut]
    card: dict[str, Any] | None

    @classmethod
    def of(cls, reply: Reply, n: int | None) -> "ReplyOut":
        """For the wire."""
        buttons = [ButtonOut(title=button.title, token=button.token) for button in reply.buttons]
        return cls(n=n, text=reply.text, buttons=buttons, card=reply.card)


class Session(BaseModel):
    """The key to one chat: whoever has it reads and writes there."""

    session: str


class Replies(BaseModel):
    """The answer to one message."""

    replies: list[ReplyOut]


class MessageOut(ReplyOut):
    """A bubble in the chat's history."""

    n: int
    sent_by: Literal["tinbao"] = Field("tinbao", alias="from")

    @classmethod
    def numbered(cls, numbered: Numbered) -> "MessageOut":
        """For the wire."""
        out = ReplyOut.of(numbered.reply, numbered.n)
        return cls.model_validate({**out.model_dump(), "from": "tinbao"})


class Messages(BaseModel):
    """What came after; ask again with after=next."""

    messages: list[MessageOut]
    next: int


class Health(BaseModel):
    """Whether a message can be answered, and who is missing.

    troubles: by channel, what only a person can mend; docs/channels.md says what to do.
    """

    status: Literal["ok", "starting"]
    rasa: bool
    actions: bool
    troubles: dict[str, list[str]] = {}
