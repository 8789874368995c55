"""Edge case 22, what is the same for every platform: who may call a webhook, and when it says yes."""

import asyncio
import logging
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from bot.channels.webhook import BODY_CAP, guarded, read_body, same
from tests.bot.serving import served, until
from tests.serving import free_port

HOOK = "/hook/a-secret-path"
JSON = {"content-type": "application/json"}


class Desk:
    """Keeps what came; `fault` is raised instead of keeping."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.fault: Exception | None = None
        self.slow = 0.0

    async def receive(self, request: Request) -> None:
        raw = await read_body(request)
        await asyncio.sleep(self.slow)
        if self.fault is not None:
            raise self.fault
        self.kept.append(raw)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def vendor(desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=[Route(HOOK, guarded("hook", desk.receive), methods=["GET", "POST"])])
    async with (
        served(app, free_port()) as address,
        httpx.AsyncClient(base_url=address, timeout=20) as client,
    ):
        yield client


async def chunked(size: int) -> AsyncIterator[bytes]:
    for start in range(0, size, 10_000):
        yield b" " * min(10_000, size - start)


@pytest.mark.parametrize(
    "kind", ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"]
)
async def test_json_is_taken_byte_for_byte(vendor: httpx.AsyncClient, desk: Desk, kind: str) -> None:
    body = '{"text": "b\\/ác Hạnh"}\n'.encode()
    assert (await vendor.post(HOOK, content=body, headers={"content-type": kind})).status_code == 200
    assert desk.kept == [body]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": ""},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "application/jsonp"},
        {**JSON, "content-encoding": "gzip"},
        {**JSON, "content-encoding": "br"},
    ],
)
async def test_other_types_are_refused(vendor: httpx.AsyncClient, desk: Desk, headers: dict[str, str]) -> None:
    assert (await vendor.post(HOOK, content=b"{}", headers=headers)).status_code == 415
    assert desk.kept == []


async def test_only_post(vendor: httpx.AsyncClient, desk: Desk) -> None:
    answer = await vendor.get(HOOK, headers=JSON)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert (await vendor.put(HOOK, content=b"{}", headers=JSON)).status_code == 405
    assert desk.kept == []


async def test_a_body_may_have_256_kb(vendor: httpx.AsyncClient, desk: Desk) -> None:
    assert (await vendor.post(HOOK, content=b" " * BODY_CAP, headers=JSON)).status_code == 200
    assert (await vendor.post(HOOK, content=chunked(BODY_CAP), headers=JSON)).status_code == 200
    assert (await vendor.post(HOOK, content=b" " * (BODY_CAP + 1), headers=JSON)).status_code == 413
    assert (await vendor.post(HOOK, content=chunked(BODY_CAP + 1), headers=JSON)).status_code == 413
    assert [len(raw) for raw in desk.kept] == [BODY_CAP, BODY_CAP]


async def test_an_empty_body_is_for_the_channel_to_judge(vendor: httpx.AsyncClient, desk: Desk) -> None:
    assert (await vendor.post(HOOK, content=b"", headers=JSON)).status_code == 200
    assert desk.kept == [b""]


async def test_what_is_not_stored_is_not_acknowledged(
    vendor: httpx.AsyncClient, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.fault = OSError("disk full while storing số 0900000463")
    answer = await vendor.post(HOOK, content=b"{}", headers=JSON)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "webhook_not_stored door=hook error=OSError" in caplog.text
    assert "0900000463" not in caplog.text + answer.text
    assert "a-secret-path" not in "".join(r.getMessage() for r in caplog.records if r.name.startswith("bot"))
    desk.fault = None
    assert (await vendor.post(HOOK, content=b"{}", headers=JSON)).status_code == 200


async def test_the_answer_waits_for_the_commit(vendor: httpx.AsyncClient, desk: Desk) -> None:
    desk.slow = 1.0
    answering = asyncio.create_task(vendor.post(HOOK, content=b"{}", headers=JSON))
    await asyncio.sleep(0.3)
    assert not answering.done() and desk.kept == []
    assert (await answering).status_code == 200 and desk.kept == [b"{}"]


async def test_a_caller_who_hangs_up_leaves_nothing(
    vendor: httpx.AsyncClient, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    host, port = vendor.base_url.host, vendor.base_url.port
    _, writer = await asyncio.open_connection(host, port)
    writer.write(
        b"POST /hook/a-secret-path HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{"
    )
    await writer.drain()
    writer.close()
    await until(lambda: "webhook_refused door=hook status=408" in caplog.text)
    assert desk.kept == []


@pytest.mark.parametrize(
    ("secret", "given", "right"),
    [
        ("s3cret-of-the-hook", "s3cret-of-the-hook", True),
        ("s3cret-of-the-hook", "s3cret-of-the-hooK", False),
        ("s3cret-of-the-hook", "s3cret-of-the-hook ", False),
        ("s3cret-of-the-hook", "", False),
        ("s3cret-of-the-hook", None, False),
        ("s3cret-of-the-hook", "bí mật \udce9", False),
        ("", "", False),
        ("", None, False),
    ],
)
def test_secrets(secret: str, given: str | None, right: bool) -> None:
    assert same(secret, given) is right


@pytest.fixture(autouse=True)
def _warnings_are_seen(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
