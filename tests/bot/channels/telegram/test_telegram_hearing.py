"""Whether we are heard and hear: what only a person can mend is told, and nothing waits for ever."""

import asyncio
import contextlib
import logging

import pytest

from bot.channels.channel import Troubled
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.trouble import LONG, Trouble
from bot.errors import DeliveryUnknown
from bot.reply import Reply
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi
from tests.bot.channels.telegram.conftest import PaperInbox, eventually
from tests.bot.conftest import Clock


async def test_a_server_that_drips_holds_neither_the_start_nor_a_reply(inbox: PaperInbox) -> None:
    asked: list[str] = []

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readline()).decode())
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            while not writer.is_closing():
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.1)
        writer.close()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    channel = TelegramChannel(TOKEN, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", silence=1)
    await channel.start(inbox)
    async with asyncio.timeout(20):
        with pytest.raises(DeliveryUnknown):
            await channel.send("7001", Reply("chào"))
    await eventually(lambda: sum("deleteWebhook" in line for line in asked) >= 2)
    await channel.stop()
    server.close()
    await server.wait_closed()


async def test_a_token_that_was_revoked_is_told_until_it_is_good_again(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    assert isinstance(channel, Troubled) and channel.troubles() == []
    api.fault("deleteWebhook", 401)
    await channel.start(inbox)
    await eventually(lambda: channel.troubles() == ["token_refused"])
    assert [record.levelno for record in caplog.records if "ask BotFather" in record.message] == [logging.ERROR]
    await eventually(lambda: channel.troubles() == [], seconds=60)


async def test_another_poller_is_a_trouble(api: BotApi, channel: TelegramChannel, inbox: PaperInbox) -> None:
    api.fault("getUpdates", 409, times=100)
    await channel.start(inbox)
    await eventually(lambda: channel.troubles() == ["conflict"])


def test_telegram_out_of_reach_is_a_trouble_only_after_long() -> None:
    clock = Clock()
    trouble = Trouble(clock)
    trouble.failed(None)
    clock.skipped = LONG - 60
    trouble.failed(502)
    assert trouble.names() == []
    clock.skipped = LONG
    assert trouble.names() == ["unreachable"]
    trouble.heard()
    assert trouble.names() == []
