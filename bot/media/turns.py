"""Whose turn it is at something that serves one at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count


class Turns:
    """The lowest rank goes first, within a rank the first to come."""

    def __init__(self) -> None:
        self._taken = False
        self._numbers = count()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []

    def take_if_free(self) -> bool:
        """Takes the turn if nobody has it; `give` gives it back."""
        if self._taken:
            return False
        self._taken = True
        return True

    @asynccontextmanager
    async def taken(self, rank: int, seconds: float | None = None) -> AsyncIterator[None]:
        """Waits for the turn, at most so long: raises TimeoutError."""
        if not self.take_if_free():
            mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heappush(self._waiting, (rank, next(self._numbers), mine))
            try:
                async with asyncio.timeout(seconds):
                    await mine
            except BaseException:
                if mine.done() and not mine.cancelled():  # given in the very moment of leaving
                    self.give()
                raise
        try:
            yield
        finally:
            self.give()

    def give(self) -> None:
        """The next one's turn; those who stopped waiting are passed over."""
        while self._waiting:
            *_, following = heappop(self._waiting)
            if not following.done():
                following.set_result(None)
                return
        self._taken = False
