"""Small answers that need no assistant. They may fail: nothing waits for them."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from telegram import Bot

from bot.channels.telegram.sentences import telegram_sentences
from bot.channels.telegram.shapes import Press

logger = logging.getLogger(__name__)

_AT_ONCE = 100  # under way; in a flood more of them would only be late


class Courtesies:
    """Runs beside the receiving, so that a slow Telegram does not hold up the next update."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._running: set[asyncio.Task[None]] = set()

    def answer(self, press: Press, taken: bool) -> None:
        """Stops the spinner on a pressed button; a taken choice loses its buttons."""
        self._begin(self._bot.answer_callback_query(press.id))
        if taken and press.message is not None:
            chat_id, message_id = press.message.chat.id, press.message.message_id
            self._begin(self._bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id))

    def decline(self, chat_id: int) -> None:
        """Says in a group that this is no place for a tip."""
        self._begin(self._bot.send_message(chat_id, telegram_sentences().group))

    async def finish(self) -> None:
        """Waits for what is under way, two seconds at most."""
        if self._running:
            await asyncio.wait(self._running, timeout=2)
        for task in self._running:
            task.cancel()

    def _begin(self, call: Coroutine[Any, Any, object]) -> None:
        if len(self._running) >= _AT_ONCE:
            call.close()
            return
        task = asyncio.create_task(_quietly(call))
        self._running.add(task)
        task.add_done_callback(self._running.discard)


async def _quietly(call: Coroutine[Any, Any, object]) -> None:
    try:
        await call
    except Exception as error:  # too old a button, a group that put us out, a dead network
        logger.info("telegram_courtesy_failed error=%s", type(error).__name__)
