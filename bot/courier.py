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

from bot.backoff import backoff
from bot.channels.channel import Channel
from bot.core import Core
from bot.errors import DeliveryFailed
from bot.lanes import Lanes
from bot.letter import Fate, Letter, pick_up, settle, take_stock

logger = logging.getLogger(__name__)


class Courier:
    """One lane per chat; the web needs none, its replies are read where they are stored."""

    def __init__(self, core: Core, channels: Mapping[str, Channel]) -> None:
        self._core = core
        self._channels = channels
        self.lanes = Lanes(self._deliver, core.settings.backoff_longest)

    def wake(self, chat_ref: str) -> None:
        """This chat has new replies on disk."""
        if self._channels:
            self.lanes.wake(chat_ref)

    async def recover(self) -> None:
        """A part that was leaving when the process died may have arrived."""
        for chat_ref in await self._core.db.run(take_stock):
            self.wake(chat_ref)

    async def _deliver(self, chat_ref: str) -> None:
        run = self._core.db.run
        while (letter := await run(lambda s: pick_up(s, self._core, self._channels, chat_ref))) is not None:
            fate, wait = await self._send(letter)
            await run(partial(settle, letter, fate))
            if fate is not Fate.TAKEN:
                logger.warning("delivery chat=%s reply=%s fate=%s", chat_ref[:12], letter.row, fate.value)
            await asyncio.sleep(wait)

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
