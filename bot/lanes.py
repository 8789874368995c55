"""Serial per key, parallel across keys."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)


class Lanes:
    """Runs `work(key)` in one task per key. Waking a busy key makes its task look once more."""

    def __init__(self, work: Callable[[str], Awaitable[None]], pause_after_crash: float) -> None:
        self._work = work
        self._pause = pause_after_crash
        self._again: dict[str, bool] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def wake(self, key: str) -> None:
        """There is something to do for this key."""
        if key in self._again:
            self._again[key] = True
            return
        self._again[key] = True
        task = asyncio.create_task(self._run(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, key: str) -> None:
        try:
            while self._again[key]:
                self._again[key] = False
                try:
                    await self._work(key)
                except Exception as error:  # a lane must outlive any single failure; only its kind is logged
                    logger.error("lane_failed key=%s error=%s", key, type(error).__name__)
                    await asyncio.sleep(self._pause)
                    self._again[key] = True
        finally:
            del self._again[key]

    async def close(self) -> None:
        """Cuts off what runs; the disk knows what was under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
