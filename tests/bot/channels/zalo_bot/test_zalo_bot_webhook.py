"""Zalo calls us: only Zalo, both body shapes, and 200 only for what is stored."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_bot.receiving import Receiver
from tests.bot.channels.zalo_bot.conftest import MakeChannel, PaperInbox
from tests.bot.channels.zalo_bot.zalo_bot_api import TOKEN, ZaloBotServer, text_update
from tests.bot.serving import served, until
from tests.serving import free_port

SECRET = "secret-of-the-webhook"
PATH = "/webhooks/zalo-bot"
HEADERS = {"X-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json", "User-Agent": "Java/17.0.2"}


@pytest.fixture
async def zalo(inbox: PaperInbox, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    channel = ZaloBotChannel(TOKEN, "http://127.0.0.1:9", tmp_path, webhook=("https://tinbao.example", SECRET))
    app = Starlette(routes=channel.routes(inbox))
    async with (
        served(app, free_port()) as address,
        httpx.AsyncClient(base_url=address, headers=HEADERS, timeout=20) as client,
    ):
        yield client
    await channel.stop()


async def status(zalo: httpx.AsyncClient, body: Any, **headers: str) -> int:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return (await zalo.post(PATH, content=raw, headers=headers)).status_code


async def test_both_shapes_and_a_repeat_an_hour_later(zalo: httpx.AsyncClient, inbox: PaperInbox) -> None:
    """Edge cases 2, 15 and 22: the same message in either shape is one."""
    flat = text_update("lan", "chào")
    assert await status(zalo, flat) == 200
    assert await status(zalo, {"ok": True, "result": flat}) == 200
    assert inbox.texts == ["chào"] and inbox.repeats == 1


@pytest.mark.parametrize("secret", [None, "", "wrong-secret-of-it", SECRET + " x", SECRET.upper(), "s"])
async def test_only_zalo_may_call(zalo: httpx.AsyncClient, inbox: PaperInbox, secret: str | None) -> None:
    """Edge case 22: nothing is even read."""
    if secret is None:
        del zalo.headers["X-Bot-Api-Secret-Token"]
    else:
        zalo.headers["X-Bot-Api-Secret-Token"] = secret
    assert await status(zalo, text_update("lan", "giả")) == 401
    assert await status(zalo, b"{") == 401
    assert not inbox.taken and not inbox.buried


@pytest.mark.parametrize("secret", ["", "X-Bot-Api-Secret-Token: wrong-secret-of-it\r\n"])
async def test_a_strangers_body_is_not_waited_for(zalo: httpx.AsyncClient, secret: str) -> None:
    """Edge case 22: whoever drips a body without end is turned away before it is read."""
    reader, writer = await asyncio.open_connection("127.0.0.1", zalo.base_url.port)
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{secret}"
    writer.write(f"{head}Transfer-Encoding: chunked\r\n\r\n1\r\n{{\r\n".encode())
    status_line = await asyncio.wait_for(reader.readline(), 20)
    assert b" 401 " in status_line, "408 would mean that it was read"
    writer.close()
    await writer.wait_closed()


async def test_a_probe_without_a_body(zalo: httpx.AsyncClient, inbox: PaperInbox) -> None:
    """Edge case 15: Zalo looks whether somebody is there; whoever brings a wrong secret is not Zalo."""
    assert await status(zalo, b"") == 200
    assert await status(zalo, b" \n") == 200
    assert (await zalo.post(PATH, headers={"X-Bot-Api-Secret-Token": "wrong"})).status_code == 401
    del zalo.headers["X-Bot-Api-Secret-Token"]
    del zalo.headers["Content-Type"]
    assert (await zalo.post(PATH)).status_code == 200
    assert not inbox.taken and not inbox.buried


async def test_method_type_and_size(zalo: httpx.AsyncClient, inbox: PaperInbox) -> None:
    """Edge case 22."""
    assert (await zalo.get(PATH)).status_code == 405
    assert (await zalo.put(PATH, content=b"{}")).status_code == 405
    assert await status(zalo, text_update("lan", "chào"), **{"Content-Type": "text/plain"}) == 415
    assert await status(zalo, text_update("lan", "a" * 262_144)) == 413
    assert await status(zalo, text_update("lan", "a" * 10_000)) == 200
    assert len(inbox.taken) == 1


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[" * 50_000, b"null", b"7", b'[1, "x"]', b"{}"])
async def test_what_cannot_be_read_is_kept_and_taken(zalo: httpx.AsyncClient, inbox: PaperInbox, body: bytes) -> None:
    """Edge cases 15, 22 and 25: it would be sent again for ever."""
    assert await status(zalo, body) == 200
    assert inbox.buried and not inbox.taken
    assert await status(zalo, body) == 200


async def test_nesting_at_the_edge_of_what_can_be_read(inbox: PaperInbox) -> None:
    """Edge case 25: on both sides of the depth at which reading stops, and at it, everything is kept."""
    receiver = Receiver("1", inbox, lambda _: None)
    for depth in range(980, 1500, 4):
        nested = b'{"event_name":"x","message":{"x":' + b"[" * depth + b"]" * depth + b"}}"
        assert await receiver.take(nested)
    reasons = [reason for _, reason in inbox.buried.values()]
    assert len(reasons) == 130 and {"no_chat", "no_json"} <= set(reasons)


async def test_a_list_of_updates(zalo: httpx.AsyncClient, inbox: PaperInbox) -> None:
    """Edge case 15: an array body."""
    assert await status(zalo, []) == 200
    assert await status(zalo, [text_update("lan", "một"), "kẹt", text_update("lan", "hai")]) == 200
    assert inbox.texts == ["một", "hai"] and len(inbox.buried) == 1


async def test_not_stored_is_not_acknowledged(zalo: httpx.AsyncClient, inbox: PaperInbox) -> None:
    """Edge case 25: a full disk."""
    inbox.troubles = [OSError("full")]
    update = text_update("lan", "chào")
    assert await status(zalo, update) == 503
    assert await status(zalo, update) == 200
    assert inbox.texts == ["chào"]


async def test_the_address_is_told_and_what_zalo_saw_is_logged(
    api: ZaloBotServer, make_channel: MakeChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    """Zalo keeps an address also when it could not reach it: tried again, and said."""
    api.verification = {"ok": False, "outcome": "http_error", "status_code": 403, "hint": "x\nforged=yes"}
    channel = await make_channel(webhook=("https://tinbao.example/", SECRET))
    await channel.start(inbox)
    await until(lambda: "zalo_bot_webhook_unverified outcome=http_error status=403" in caplog.text)
    assert channel.troubles() == ["webhook_unverified"]
    api.verification = {"ok": True}
    await until(lambda: "zalo_bot_webhook_set verified=yes" in caplog.text)
    await until(lambda: channel.troubles() == [])
    assert api.webhook == {"url": "https://tinbao.example/webhooks/zalo-bot", "secret_token": SECRET}
    assert "forged" not in caplog.text and SECRET not in caplog.text
    assert api.called("getUpdates") == []


async def test_an_address_that_is_never_verified_is_given_up(
    api: ZaloBotServer, make_channel: MakeChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    api.verification = {"ok": False, "outcome": "two\nlines", "status_code": None}
    channel = await make_channel(webhook=("https://tinbao.example", SECRET))
    await channel.start(inbox)
    await until(lambda: len(api.called("setWebhook")) == 5)
    await asyncio.sleep(1)
    assert len(api.called("setWebhook")) == 5
    assert channel.troubles() == ["webhook_unverified"], "until somebody restarts it"
    assert "outcome=? status=None" in caplog.text


async def test_a_platform_down_at_start_is_told_later(
    api: ZaloBotServer, make_channel: MakeChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.to_thread(api.die)
    channel = await make_channel(webhook=("https://tinbao.example", SECRET))
    await channel.start(inbox)
    await until(lambda: "zalo_bot_webhook_not_set" in caplog.text)
    await asyncio.to_thread(api.start)
    await until(lambda: api.webhook is not None)


@pytest.mark.parametrize(("code", "troubles"), [(400, ["webhook_unverified"]), (503, [])])
async def test_an_address_that_zalo_will_not_have_is_shown(
    api: ZaloBotServer, make_channel: MakeChannel, inbox: PaperInbox, code: int, troubles: list[str]
) -> None:
    """A server of theirs that stumbles is nobody's work."""
    api.fault("setWebhook", 200, {"ok": False, "error_code": code}, times=100)
    channel = await make_channel(webhook=("https://tinbao.example", SECRET))
    await channel.start(inbox)
    await until(lambda: len(api.called("setWebhook")) >= 3)
    assert channel.troubles() == troubles


async def test_a_refused_token_ends_the_telling(
    api: ZaloBotServer, make_channel: MakeChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    api.fault("setWebhook", 200, {"ok": False, "error_code": 401}, times=9)
    channel = await make_channel(webhook=("https://tinbao.example", SECRET))
    await channel.start(inbox)
    await until(lambda: "zalo_bot_off" in caplog.text)
    await asyncio.sleep(1)
    assert len(api.calls) == 1 and channel.troubles() == ["token_refused"]


def test_a_poller_has_no_door(inbox: PaperInbox, tmp_path: Path) -> None:
    assert ZaloBotChannel(TOKEN, "http://127.0.0.1:9", tmp_path).routes(inbox) == []
