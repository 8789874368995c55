"""Wakes those who wait for news of one chat."""

import asyncio
from weakref import WeakValueDictionary


class Bell:
    """Take the event with `listen` before looking at the data, then wait for it: no ring is missed."""

    def __init__(self) -> None:
        self._events: WeakValueDictionary[str, asyncio.Event] = WeakValueDictionary()
        self.closed = False

    def listen(self, chat_ref: str) -> asyncio.Event:
        """An event that the next ring for this chat sets."""
        event = self._events.get(chat_ref)
        if event is None:
            event = self._events[chat_ref] = asyncio.Event()
        return event

    def ring(self, chat_ref: str) -> None:
        """Something about this chat changed on disk."""
        event = self._events.pop(chat_ref, None)
        if event is not None:
            event.set()

    def close(self) -> None:
        """The process ends: wakes everybody; who waits in a loop looks at `closed`."""
        self.closed = True
        for chat_ref in list(self._events):
            self.ring(chat_ref)


async def heard(event: asyncio.Event, seconds: float) -> bool:
    """Whether the event came within the time."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
