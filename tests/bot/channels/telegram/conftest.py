"""A real python-telegram-bot against a strict local Bot API, and an inbox of paper."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime

import pytest

from bot.channels.telegram import TelegramChannel
from bot.incoming import Incoming
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi


class PaperInbox:
    """`taken` survives as a disk would; `troubles` are raised first, oldest first."""

    def __init__(self) -> None:
        self.taken: dict[str, Incoming] = {}
        self.repeats = 0
        self.troubles: list[Exception] = []
        self.buried: dict[str, tuple[bytes, str]] = {}
        self.standing: list[tuple[str, str]] = []
        self.groups: list[str] = []

    async def accept(self, incoming: Incoming) -> bool:
        if self.troubles:
            raise self.troubles.pop(0)
        if incoming.event_id in self.taken:
            self.repeats += 1
            return False
        self.taken[incoming.event_id] = incoming
        return True

    async def bury(self, channel: str, event_id: str, raw: bytes, reason: str) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.buried[event_id] = (raw, reason)

    async def gone(self, channel: str, chat_id: str) -> None:
        self.standing.append(("gone", chat_id))

    async def back(self, channel: str, chat_id: str) -> None:
        self.standing.append(("back", chat_id))

    async def pause(self, channel: str, chat_id: str, until: datetime) -> None:
        raise AssertionError("nobody answers by hand on Telegram")

    async def group(self, channel: str, group_id: str) -> bool:
        self.groups.append(group_id)
        return self.groups.count(group_id) == 1

    @property
    def texts(self) -> list[str | None]:
        return [incoming.text for incoming in self.taken.values()]


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
