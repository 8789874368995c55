"""Small answers that need no assistant. They may fail: nothing waits for them."""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any

from telegram import Bot, CallbackQuery
from telegram.error import TelegramError

from bot.channels.telegram.sentences import telegram_sentences


class Courtesies:
    """Runs beside the receiving, so that a slow Telegram does not hold up the next update."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._running: set[asyncio.Task[None]] = set()
        self._declined: set[int] = set()

    def answer(self, query: CallbackQuery, taken: bool) -> None:
        """Stops the spinner on a pressed button; a taken choice loses its buttons."""
        self._begin(self._bot.answer_callback_query(query.id))
        if taken and query.message is not None:
            chat_id, message_id = query.message.chat.id, query.message.message_id
            self._begin(self._bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id))

    def decline(self, chat_id: int) -> None:
        """Says once in a group that this is no place for a tip."""
        if chat_id in self._declined:
            return
        self._declined.add(chat_id)
        self._begin(self._bot.send_message(chat_id, telegram_sentences().group))

    async def finish(self) -> None:
        """Waits for what is under way, two seconds at most."""
        if self._running:
            await asyncio.wait(self._running, timeout=2)

    def _begin(self, call: Coroutine[Any, Any, object]) -> None:
        task = asyncio.create_task(_quietly(call))
        self._running.add(task)
        task.add_done_callback(self._running.discard)


async def _quietly(call: Coroutine[Any, Any, object]) -> None:
    with contextlib.suppress(TelegramError):
        await call
