"""The promise between the core and a channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from starlette.routing import BaseRoute

from bot.incoming import Incoming
from bot.reply import Reply


class InboxDoor(Protocol):
    """Where a channel leaves what it received."""

    async def accept(self, incoming: Incoming) -> bool:
        """Commits the message; acknowledge it to the platform only after this returns.

        True when it is new; False for a repeat (dropped) or a full queue (the resident is told).
        Raises when the disk does not take it: then do not acknowledge.
        """
        ...

    async def bury(self, channel: str, event_id: str, raw: bytes, reason: str, chat_id: str | None = None) -> None:
        """Keeps an update that the channel cannot read, sealed, as a dead letter.

        reason: an error's name, no words. chat_id: whose it is, where that can be told: they may have it erased.
        """
        ...

    async def gone(self, channel: str, chat_id: str, at: datetime | None = None) -> None:
        """The resident blocked us: what waits for them is cancelled.

        at: when (aware, UTC), where the platform tells it; it counts for nothing once they have written later.
        """
        ...

    async def back(self, channel: str, chat_id: str) -> None:
        """The resident can be reached again."""
        ...

    async def pause(self, channel: str, chat_id: str, until: datetime) -> None:
        """A person answers this chat by hand: messages are kept, and not answered before `until` (aware, UTC)."""
        ...

    async def group(self, channel: str, group_id: str) -> bool:
        """True the first time a group is seen, also across restarts: say once that this is no place for a tip."""
        ...


@dataclass(frozen=True, slots=True)
class Traits:
    """What the core must know of a platform.

    numbered: it has no buttons; they are shown as a numbered list, and a typed number presses one.
    frugal: each message counts against a quota; what is said in one turn goes out as one message.
    """

    numbered: bool = False
    frugal: bool = False


class Channel(Protocol):
    """A platform the core can speak to."""

    name: str
    traits: Traits

    def parts(self, reply: Reply) -> list[Reply]:
        """The reply as messages of the platform's size, in order; buttons on the last. Empty: nothing to say.

        The same reply gives the same parts: a delivery broken off goes on where it stopped.
        """
        ...

    async def send(self, chat_id: str, part: Reply) -> None:
        """Sends one of `parts`. Raises DeliveryFailed or DeliveryUnknown; returning means the platform took it."""
        ...


@runtime_checkable
class PictureSource(Protocol):
    """A channel whose attachments bring a `ref` instead of the file's bytes."""

    async def fetch(self, ref: str) -> bytes:
        """The bytes behind an attachment's `ref`. Raises FetchFailed."""
        ...


@runtime_checkable
class Typist(Protocol):
    """A channel that can show that an answer is on its way."""

    async def typing(self, chat_id: str) -> None:
        """Shows it for a few seconds. Raises nothing: an answer does not depend on it."""
        ...


@runtime_checkable
class Webhooked(Protocol):
    """A channel that the platform may call at the web chat's port."""

    def routes(self, inbox: InboxDoor) -> Sequence[BaseRoute]:
        """The routes to serve, none when it polls."""
        ...


@runtime_checkable
class Troubled(Protocol):
    """A channel that knows when only a person can mend it."""

    def troubles(self) -> list[str]:
        """The troubles' names, none when all is well."""
        ...


class PushChannel(Channel, Protocol):
    """A channel that receives by itself and must be sent to."""

    async def start(self, inbox: InboxDoor) -> None:
        """Begins to receive; returns once it runs. A platform that is down at start must not raise."""
        ...

    async def stop(self) -> None:
        """Stops receiving; nothing that was acknowledged may be lost."""
        ...
