"""Telegram calls us: only with the secret, acknowledged only after the commit."""

import asyncio
import json
import time
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.translate_in import Me
from bot.channels.telegram.trouble import Trouble
from bot.channels.telegram.webhook import HEADER, PATH, Hook, keep_hooked
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi, message
from tests.bot.channels.telegram.conftest import PaperInbox, eventually
from tests.bot.serving import served
from tests.serving import free_port

SECRET = "mot-bi-mat-du-dai-de-thu"
HOOK = Hook(f"https://congan.example.vn{PATH}", SECRET)
GOOD = json.dumps({"update_id": 7, "message": message(text="tôi bị lừa")}).encode()


@pytest.fixture
async def channel(api: BotApi) -> AsyncIterator[TelegramChannel]:
    made = TelegramChannel(TOKEN, api.url, hook=HOOK)
    yield made
    await made.stop()


@pytest.fixture
async def door(api: BotApi, channel: TelegramChannel, inbox: PaperInbox) -> AsyncIterator[str]:
    async with served(Starlette(routes=list(channel.routes(inbox))), free_port()) as url:
        api.door = url
        yield url


async def post(
    door: str, raw: bytes = GOOD, *, secret: str | None = SECRET, kind: str | None = "application/json"
) -> httpx.Response:
    told = {HEADER: secret, "Content-Type": kind}
    async with httpx.AsyncClient() as client:
        return await client.post(
            door + PATH, content=raw, headers=[(k.encode(), v.encode()) for k, v in told.items() if v is not None]
        )


async def test_what_telegram_pushes_arrives_in_order_and_once(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox, door: str
) -> None:
    """Edge case 2: a push whose answer was lost comes again."""
    inbox.troubles = [OSError("disk full")]
    for n in range(20):
        api.message(text=str(n))
    await channel.start(inbox)
    await eventually(lambda: len(api.pushed) == 20)
    assert inbox.texts == [str(n) for n in range(20)]
    api.pending = [(1, json.dumps({"update_id": 905, "message": message(text="lại")}))]
    await eventually(lambda: len(api.pushed) == 21)
    assert (inbox.repeats, len(inbox.taken)) == (1, 20)
    assert api.called("getUpdates") == []


async def test_the_address_is_registered_with_secret_and_kinds_even_when_telegram_is_down(
    api: BotApi, inbox: PaperInbox, channel: TelegramChannel
) -> None:
    api.fault("setWebhook", 502, "<html>")
    await channel.start(inbox)
    await eventually(lambda: api.hook)
    assert api.hook == {
        "url": f"https://congan.example.vn{PATH}",
        "secret_token": SECRET,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        "max_connections": "1",
    }
    assert len(api.called("setWebhook")) == 2


async def test_a_command_for_another_bot_is_known_by_then(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox, door: str
) -> None:
    """Edge case 17."""
    await channel.start(inbox)
    await eventually(lambda: api.called("getMe"))
    await asyncio.sleep(0.2)
    api.message(text="/start@other_bot")
    api.message(text="/start@tinbao_bot")
    await eventually(lambda: len(api.pushed) == 2)
    assert inbox.texts == ["start"]


async def test_a_registration_that_was_taken_away_comes_back(api: BotApi, channel: TelegramChannel) -> None:
    trouble = Trouble()
    task = asyncio.create_task(keep_hooked(channel._bot, HOOK, Me(4242), trouble, renew=0.2))
    await eventually(lambda: api.hook)
    api.hook = None  # somebody polled for a moment
    await eventually(lambda: api.hook and trouble.names() == ["webhook_taken"])
    await eventually(lambda: trouble.names() == [])
    task.cancel()


async def test_what_telegram_could_not_deliver_is_told_without_its_words(
    api: BotApi, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    trouble = Trouble()
    api.hook_failed_at = 1_700_000_000  # long before
    task = asyncio.create_task(keep_hooked(channel._bot, HOOK, Me(4242), trouble, renew=0.2))
    await eventually(lambda: len(api.called("getWebhookInfo")) >= 3)
    assert trouble.names() == []
    api.hook_failed_at = int(time.time()) + 60
    await eventually(lambda: trouble.names() == ["webhook_failing"])
    assert "telegram_webhook_failing" in caplog.text and "Wrong response" not in caplog.text
    api.fault("getWebhookInfo", 500, "<html>")
    api.fault("setWebhook", 401, times=100)
    await eventually(lambda: "token_refused" in trouble.names())
    assert "ask BotFather" in caplog.text
    task.cancel()


@pytest.mark.parametrize("secret", [None, "", "mot-bi-mat", SECRET + "x", "mật"])
async def test_nothing_is_read_without_the_secret(inbox: PaperInbox, door: str, secret: str | None) -> None:
    """Edge case 22: the wrong secret is told before a bad body is."""
    assert (await post(door, secret=secret)).status_code == 401
    assert (await post(door, b"x" * 300_000, secret=secret)).status_code == 401
    assert inbox.taken == {} and inbox.buried == {}


async def test_wrong_shapes_are_turned_away(inbox: PaperInbox, door: str) -> None:
    """Edge case 22."""
    assert (await post(door, kind="text/plain")).status_code == 415
    assert (await post(door, kind=None)).status_code == 415
    assert (await post(door, b" " * 262_145)).status_code == 413
    async with httpx.AsyncClient() as client:
        assert (await client.get(door + PATH, headers={HEADER: SECRET})).status_code == 405
        assert (await client.put(door + PATH, headers={HEADER: SECRET})).status_code == 405
    assert inbox.taken == {} and inbox.buried == {}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"update_id":' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"update_id":7,"message":{"chat":5}}',
        b'{"update_id":true,"message":{}}',
    ],
)
async def test_an_authentic_body_that_nobody_can_read_is_buried_and_not_sent_again(
    inbox: PaperInbox, door: str, raw: bytes
) -> None:
    """Edge cases 22 and 25."""
    assert (await post(door, raw)).status_code == 200
    [(kept, reason)] = inbox.buried.values()
    assert kept == raw if reason != "ValidationError" else json.loads(kept) == json.loads(raw)
    assert (await post(door)).status_code == 200
    assert inbox.texts == ["tôi bị lừa"]


async def test_a_full_disk_is_told_so_that_telegram_sends_it_again(inbox: PaperInbox, door: str) -> None:
    """Edge case 25."""
    inbox.troubles = [OSError("disk full"), OSError("disk full")]
    assert (await post(door)).status_code == 503
    assert (await post(door, b"{")).status_code == 503
    assert (await post(door)).status_code == 200
    assert inbox.texts == ["tôi bị lừa"] and inbox.buried == {}


async def test_a_polling_channel_has_no_door(api: BotApi, inbox: PaperInbox) -> None:
    polling = TelegramChannel(TOKEN, api.url)
    assert list(polling.routes(inbox)) == []
    await polling.stop()


def test_the_secret_is_in_no_repr() -> None:
    """Edge case 24."""
    assert SECRET not in repr(HOOK)
