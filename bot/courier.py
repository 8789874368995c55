"""Carries stored replies to the channels that must be sent to: part by part, in order per chat.

Before a part leaves, that is on disk; afterwards, what is known about it. So a reply broken off goes on where it
stopped, and a part whose fate nobody knows is not said twice by accident: it alone is given up, and what follows it
still goes out, for the words after a gap help more than none. Only a reply with a tip's code, or one that was leaving
when the process died, repeats such a part, once, and says that it does.
"""

import asyncio
import logging
from collections.abc import Mapping
from functools import partial

from sqlalchemy.exc import DBAPIError

from bot.backoff import backoff
from bot.channels.channel import Channel
from bot.core import Core
from bot.errors import DeliveryFailed
from bot.lanes import Lanes
from bot.letter import Fate, Letter, pick_up, settle, take_stock

logger = logging.getLogger(__name__)

_LAST_SECONDS = 3.0  # who stops us waits five


class Courier:
    """One lane per chat; the web needs none, its replies are read where they are stored."""

    def __init__(self, core: Core, channels: Mapping[str, Channel]) -> None:
        self._core = core
        self._channels = channels
        self.lanes = Lanes(self._deliver, core.settings.backoff_longest)
        self._under_way: set[asyncio.Task[float | None]] = set()
        self._finishing = False

    def wake(self, chat_ref: str) -> None:
        """This chat has new replies on disk."""
        if self._channels:
            self.lanes.wake(chat_ref)

    async def recover(self) -> None:
        """A part that was leaving when the process died may have arrived."""
        for chat_ref in await self._core.db.run(take_stock):
            self.wake(chat_ref)

    async def finish(self) -> None:
        """Picks nothing up any more. A part under way has some seconds to arrive and be noted, then it is cut off."""
        self._finishing = True
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=_LAST_SECONDS)
        await self.lanes.close()

    async def _deliver(self, chat_ref: str) -> None:
        while not self._finishing:
            step = asyncio.create_task(self._step(chat_ref))
            self._under_way.add(step)
            step.add_done_callback(self._under_way.discard)
            wait = await step
            if wait is None:
                return
            await asyncio.sleep(wait)

    async def _step(self, chat_ref: str) -> float | None:
        """One part, from disk to disk. The seconds to wait before the next; None when there is none."""
        letter = await self._core.db.run(lambda s: pick_up(s, self._core, self._channels, chat_ref))
        if letter is None:
            return None
        if isinstance(letter, float):
            return min(letter, self._core.settings.tick_every)
        fate, wait = await self._send(letter)
        await self._note(letter, fate)
        if fate is not Fate.TAKEN:
            logger.warning("delivery chat=%s reply=%s fate=%s", chat_ref[:12], letter.row, fate.value)
        return wait

    async def _note(self, letter: Letter, fate: Fate) -> None:
        """Until it is on disk: else the next reply overtakes this one, and a restart says it again."""
        settings, tries = self._core.settings, 0
        while True:
            try:
                await self._core.db.run(partial(settle, letter, fate))
            except DBAPIError as error:  # somebody reads the file for long, or the disk is full
                tries += 1
                logger.error("note_waits reply=%s error=%s", letter.row, type(error).__name__)
                await asyncio.sleep(backoff(tries, settings.backoff_first, settings.backoff_longest))
            else:
                return

    async def _send(self, letter: Letter) -> tuple[Fate, float]:
        """What is known afterwards, and the seconds to wait."""
        try:
            for message in letter.messages:
                await self._channels[letter.channel].send(letter.chat_id, message)
        except DeliveryFailed as failure:
            if failure.permanent:
                return Fate.BLOCKED if failure.blocked else Fate.REFUSED, 0
            settings = self._core.settings
            pause = backoff(letter.attempts, settings.backoff_first, settings.backoff_longest)
            return Fate.NOT_TAKEN, failure.retry_after or pause
        except Exception as error:  # DeliveryUnknown, or a fault of the channel: it may have arrived
            logger.error("delivery_unclear reply=%s error=%s", letter.row, type(error).__name__)
            return Fate.UNCLEAR, 0
        return Fate.TAKEN, 0
