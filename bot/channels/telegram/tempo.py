"""How fast Telegram wants to be spoken to."""

import asyncio
from collections import OrderedDict

from aiolimiter import AsyncLimiter

from bot.errors import DeliveryFailed

OVERALL = 30  # messages in any one second, to all chats together
_AT_ONCE = 6  # of them after a quiet moment; a limiter lets these through beside its steady rate
BURST = 3  # messages to one chat at once, then one a second
PATIENCE = 2.0  # seconds that a message may wait here
_REMEMBERED = 10_000  # chats


class Tempo:
    """Lets a message go, or says when to come back.

    Waiting long is left to whoever sends: a message that waits here counts as under way, and a process that dies
    then would not know whether it arrived.
    """

    def __init__(self) -> None:
        self._overall = AsyncLimiter(_AT_ONCE, _AT_ONCE / (OVERALL - _AT_ONCE))
        self._chats: OrderedDict[str, AsyncLimiter] = OrderedDict()

    async def take(self, chat_id: str) -> None:
        """Returns when one message may leave for the chat. Raises DeliveryFailed with retry_after."""
        chat = self._chats.setdefault(chat_id, AsyncLimiter(BURST, BURST))
        self._chats.move_to_end(chat_id)
        if len(self._chats) > _REMEMBERED:
            self._chats.popitem(last=False)
        if not chat.has_capacity():
            raise DeliveryFailed("too fast for the chat", permanent=False, retry_after=1)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._overall.acquire()
        except TimeoutError:
            raise DeliveryFailed("too fast for Telegram", permanent=False, retry_after=PATIENCE) from None
        await chat.acquire()
