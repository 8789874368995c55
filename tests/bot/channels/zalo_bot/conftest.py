"""A real channel against a strict local Bot API, and an inbox of paper."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.zalo_bot import ZaloBotChannel
from bot.incoming import Incoming
from tests.bot.channels.zalo_bot.zalo_bot_api import TOKEN, ZaloBotServer


class PaperInbox:
    """`taken` survives as a disk would; `troubles` are raised first, oldest first."""

    def __init__(self) -> None:
        self.taken: dict[str, Incoming] = {}
        self.buried: dict[str, tuple[bytes, str]] = {}
        self.groups: set[str] = set()
        self.repeats = 0
        self.troubles: list[Exception] = []

    async def accept(self, incoming: Incoming) -> bool:
        if self.troubles:
            raise self.troubles.pop(0)
        if incoming.event_id in self.taken:
            self.repeats += 1
            return False
        self.taken[incoming.event_id] = incoming
        return True

    async def bury(self, channel: str, event_id: str, raw: bytes, reason: str) -> None:
        self.buried[event_id] = raw, reason

    async def gone(self, channel: str, chat_id: str) -> None:
        raise AssertionError("Zalo Bot never says so")

    async def back(self, channel: str, chat_id: str) -> None:
        raise AssertionError("Zalo Bot never says so")

    async def pause(self, channel: str, chat_id: str, until: datetime) -> None:
        raise AssertionError("Zalo Bot never says so")

    async def group(self, channel: str, group_id: str) -> bool:
        new = group_id not in self.groups
        self.groups.add(group_id)
        return new

    @property
    def texts(self) -> list[str | None]:
        return [incoming.text for incoming in self.taken.values()]


@pytest.fixture
def api() -> Iterator[ZaloBotServer]:
    server = ZaloBotServer()
    server.start()
    yield server
    server.die()


@pytest.fixture
def inbox() -> PaperInbox:
    return PaperInbox()


MakeChannel = Callable[..., Awaitable[ZaloBotChannel]]


@pytest.fixture
async def make_channel(api: ZaloBotServer, tmp_path: Path) -> AsyncIterator[MakeChannel]:
    made: list[ZaloBotChannel] = []

    async def make(**options: Any) -> ZaloBotChannel:
        options = {"poll": 1, "first": 0.05, **options}
        made.append(ZaloBotChannel(TOKEN, api.url, tmp_path, **options))
        return made[-1]

    yield make
    for channel in made:
        await channel.stop()


@pytest.fixture
async def channel(make_channel: MakeChannel) -> ZaloBotChannel:
    return await make_channel()


@pytest.fixture(autouse=True)
def no_secrets(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Edge case 24, of every test here: no token in the log."""
    caplog.set_level(logging.DEBUG)
    yield
    for when in ("setup", "call"):
        for record in caplog.get_records(when):
            assert TOKEN not in f"{record.getMessage()} {record.exc_text}"
            assert TOKEN.partition(":")[2] not in str(record.args)
