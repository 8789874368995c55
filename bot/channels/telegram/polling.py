"""Keeps the library polling: through a network dead at start, and after its loop has ended without a word."""

import asyncio
import logging
from datetime import timedelta

from telegram import Bot
from telegram.error import TelegramError
from telegram.ext import Updater

from bot.backoff import backoff
from bot.channels.telegram.durable_queue import DurableQueue
from bot.channels.telegram.translate_in import ALLOWED_UPDATES
from bot.channels.telegram.wire import Wire

logger = logging.getLogger(__name__)

LONG_POLL = timedelta(seconds=25)
SILENCE = 75.0  # seconds; three long polls without an answer mean that the loop is gone or the network is


class Polling:
    """One bot's polling for as long as the process lives. `wire` is what the bot polls through."""

    def __init__(
        self, bot: Bot, queue: DurableQueue, wire: Wire, *, silence: float = SILENCE, first: float = 1
    ) -> None:
        self._bot = bot
        self._queue = queue
        self._wire = wire
        self._silence = silence
        self._first = first
        self._failures = 0

    async def run(self) -> None:
        """Until cancelled; then nothing is left half-received: what was not committed stays at Telegram."""
        while True:
            # a new one each round: an Updater whose loop died on an error cannot be started again
            updater = Updater(self._bot, self._queue)
            try:
                await updater.initialize()
                await self._poll(updater)
            except Exception as error:  # TelegramError, silence, or an answer that the library cannot read
                self._failures += 1
                logger.warning("telegram_down failures=%s error=%s", self._failures, type(error).__name__)
            finally:
                await _stop(updater)
            await asyncio.sleep(backoff(self._failures, self._first, 60))

    async def _poll(self, updater: Updater) -> None:
        """Raises TimeoutError when Telegram has been silent for too long."""
        await updater.start_polling(
            poll_interval=0.5,  # a loop that fails at once must not spin
            timeout=LONG_POLL,
            bootstrap_retries=-1,
            allowed_updates=ALLOWED_UPDATES,
            error_callback=_note,
        )
        while True:
            self._wire.heard.clear()
            async with asyncio.timeout(self._silence):
                await self._wire.heard.wait()
            self._failures = 0


def _note(error: TelegramError) -> None:
    logger.warning("telegram_poll_failed error=%s", type(error).__name__)


async def _stop(updater: Updater) -> None:
    if updater.running:
        try:
            await updater.stop()
        except Exception as error:  # whatever ended the loop comes out here
            logger.warning("telegram_loop_ended error=%s", type(error).__name__)
