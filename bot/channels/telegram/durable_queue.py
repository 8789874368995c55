"""The queue between Telegram's polling and us: what was put is on disk.

python-telegram-bot awaits put() before it moves the offset, so an update is confirmed to Telegram only
after the inbox has committed it. An exception out of put() would end the polling for good, so none leaves.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Update

from bot.backoff import backoff

logger = logging.getLogger(__name__)

# Our own code stumbled over this one update: trying again changes nothing, and the others wait behind it.
_STUMBLES = (ValueError, TypeError, LookupError, AttributeError, AssertionError)
_STUMBLES_ALLOWED = 3


class DurableQueue(asyncio.Queue[object]):
    """Hands each update to `receive` and keeps none; `first` and `longest`: seconds between tries."""

    def __init__(
        self, receive: Callable[[Update], Awaitable[None]], *, first: float = 0.5, longest: float = 30
    ) -> None:
        super().__init__()
        self._receive = receive
        self._first = first
        self._longest = longest

    async def put(self, item: object) -> None:
        """Returns once the update is committed; until then Telegram keeps it."""
        if not isinstance(item, Update):
            return
        tries = 0
        while True:
            tries += 1
            try:
                await self._receive(item)
                return
            except Exception as error:
                kind = type(error).__name__
                if isinstance(error, _STUMBLES) and tries >= _STUMBLES_ALLOWED:
                    logger.error("telegram_dropped update=%s error=%s", item.update_id, kind)
                    return
                logger.warning("telegram_not_stored update=%s try=%s error=%s", item.update_id, tries, kind)
            await asyncio.sleep(backoff(tries, self._first, self._longest))
