"""A real python-telegram-bot against a strict local Bot API, and an inbox of paper."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime

import pytest

from bot.channels.telegram import TelegramChannel
from tests.bot.channels import paper_inbox
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi


class PaperInbox(paper_inbox.PaperInbox):
    """Nobody answers by hand on Telegram."""

    async def pause(self, channel: str, chat_id: str, until: datetime) -> None:
        raise AssertionError("nobody answers by hand on Telegram")


async def eventually(true: Callable[[], object], seconds: float = 20) -> None:
    """Waits until it is; fails when it never becomes so."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - the other side is a thread
            await asyncio.sleep(0.02)


@pytest.fixture
def api() -> Iterator[BotApi]:
    server = BotApi()
    server.start()
    yield server
    server.die()


@pytest.fixture
def inbox() -> PaperInbox:
    return PaperInbox()


@pytest.fixture
async def channel(api: BotApi) -> AsyncIterator[TelegramChannel]:
    made = TelegramChannel(TOKEN, api.url)
    yield made
    await made.stop()
