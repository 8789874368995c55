"""A real channel against a strict local Bot API, and an inbox of paper."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.zalo_bot import ZaloBotChannel
from tests.bot.channels import paper_inbox
from tests.bot.channels.zalo_bot.zalo_bot_api import TOKEN, ZaloBotServer


class PaperInbox(paper_inbox.PaperInbox):
    """Zalo Bot never says who is gone, and nobody answers by hand there."""

    async def gone(self, channel: str, chat_id: str, at: datetime | None = None) -> None:
        raise AssertionError("Zalo Bot never says so")

    async def back(self, channel: str, chat_id: str) -> None:
        raise AssertionError("Zalo Bot never says so")

    async def pause(self, channel: str, chat_id: str, until: datetime) -> None:
        raise AssertionError("Zalo Bot never says so")


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
