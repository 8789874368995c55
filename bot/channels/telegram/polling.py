"""Polls for as long as the process lives: an update is confirmed to Telegram only after it is committed."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from time import monotonic

import httpx

from bot.backoff import backoff
from bot.channels.telegram.line import Line, updates_in
from bot.channels.telegram.receiving import Receiver, number_of
from bot.channels.telegram.trouble import HINTS, Trouble, status_of
from bot.errors import PollRefused

logger = logging.getLogger(__name__)

BATCHES = (100, 10, 1)  # updates at once: the most that Telegram gives, then ever fewer around a spoiled one
SILENCE = 75.0  # seconds for one answer, however it drips in; then the line is taken for dead
_NUMBER = re.compile(rb'"update_id"\s*:\s*([0-9]{1,15})\b')


class Polling:
    """`prepare` must have succeeded before each (re)start. first, longest: seconds between tries after a failure."""

    def __init__(
        self,
        line: Line,
        receiver: Receiver,
        prepare: Callable[[], Awaitable[None]],
        trouble: Trouble,
        *,
        silence: float = SILENCE,
        first: float = 1,
        longest: float = 60,
    ) -> None:
        self._line = line
        self._receiver = receiver
        self._prepare = prepare
        self._trouble = trouble
        self._silence = silence
        self._first = first
        self._longest = longest
        self._offset = 0
        self._failures = 0
        self._heard = False

    async def run(self) -> None:
        """Until cancelled; what was not committed then stays at Telegram."""
        while True:
            try:
                async with asyncio.timeout(self._silence):
                    await self._prepare()
                while True:
                    await self._round()
                    self._trouble.heard()
                    if self._failures or not self._heard:
                        logger.info("telegram_heard after_failures=%s", self._failures)
                    self._failures, self._heard = 0, True
            except Exception as error:  # nothing may end the receiving
                self._failures += 1
                await asyncio.sleep(self._pause_after(error))

    async def _round(self) -> None:
        began, before = monotonic(), self._offset
        updates = await self._updates()
        for update in updates:
            await self._keep(lambda update=update: self._receiver.take_decoded(update))  # type: ignore[misc]
        if numbers := [number for update in updates if (number := number_of(update)) is not None]:
            # perhaps downwards: after a quiet week Telegram counts anew, and tells an offset too high the oldest again
            self._offset = max(numbers) + 1
        if updates and self._offset == before:
            raise PollRefused(200)  # the same would come again at once
        if not updates and monotonic() - began < 1:
            await asyncio.sleep(0.5)  # a server that does not wait must not make us spin

    async def _updates(self) -> list[object]:
        """The next updates; where one of them spoils the whole answer, fewer are asked for."""
        for limit in BATCHES:
            async with asyncio.timeout(self._silence):
                body = await self._line.ask(self._offset, limit)
            try:
                return updates_in(body)
            except (ValueError, RecursionError) as error:
                reason = type(error).__name__
        number = _NUMBER.search(body)
        if number is None:
            raise PollRefused(200)  # no answer of Telegram's
        await self._keep(lambda: self._receiver.bury(body, int(number[1]), reason))
        self._offset = int(number[1]) + 1
        return []

    async def _keep(self, store: Callable[[], Awaitable[None]]) -> None:
        """Until the disk takes it; meanwhile Telegram keeps the update."""
        tries = 0
        while True:
            try:
                return await store()
            except Exception as error:
                tries += 1
                logger.warning("telegram_not_stored try=%s error=%s", tries, type(error).__name__)
            await asyncio.sleep(backoff(tries, self._first / 2, self._longest / 2))

    def _pause_after(self, error: Exception) -> float:
        status = status_of(error)
        self._trouble.failed(status)
        level = logging.ERROR if status in HINTS else logging.WARNING
        kind, hint = type(error).__name__, HINTS.get(status or 0, "")
        if isinstance(error, TimeoutError | httpx.ReadTimeout):
            hint = "no answer: the line is taken for dead and opened anew"
        logger.log(level, "telegram_down failures=%s error=%s status=%s %s", self._failures, kind, status, hint)
        pause = backoff(self._failures + (3 if status in HINTS else 0), self._first, self._longest)
        told = error.retry_after if isinstance(error, PollRefused) else None
        return max(pause, told or 0)
