"""How fast Telegram wants to be spoken to."""

from collections import OrderedDict

from aiolimiter import AsyncLimiter

OVERALL = 30  # messages a second, to all chats together
BURST = 3  # messages to one chat at once, then one a second
_REMEMBERED = 10_000  # chats


class Tempo:
    """Waits before a message would come too fast."""

    def __init__(self) -> None:
        self._overall = AsyncLimiter(OVERALL, 1)
        self._chats: OrderedDict[str, AsyncLimiter] = OrderedDict()

    async def wait(self, chat_id: str) -> None:
        """Returns when one message may leave for the chat."""
        chat = self._chats.setdefault(chat_id, AsyncLimiter(BURST, BURST))
        self._chats.move_to_end(chat_id)
        if len(self._chats) > _REMEMBERED:
            self._chats.popitem(last=False)
        await chat.acquire()
        await self._overall.acquire()
