"""The promise between the core and a channel."""

from typing import Protocol, runtime_checkable

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


class Channel(Protocol):
    """A platform the core can speak to."""

    name: str

    async def send(self, chat_id: str, reply: Reply) -> None:
        """Sends one reply. Raises DeliveryFailed or DeliveryUnknown; returning means the platform took it."""
        ...


@runtime_checkable
class PictureSource(Protocol):
    """A channel whose attachments bring a `ref` instead of the picture's bytes."""

    async def fetch(self, ref: str) -> bytes:
        """The bytes behind an attachment's `ref`. Raises FetchFailed."""
        ...


class PushChannel(Channel, Protocol):
    """A channel that receives by itself and must be sent to."""

    async def start(self, inbox: InboxDoor) -> None:
        """Begins to receive; returns once it runs. A platform that is down at start must not raise."""
        ...

    async def stop(self) -> None:
        """Stops receiving; nothing that was acknowledged may be lost."""
        ...
