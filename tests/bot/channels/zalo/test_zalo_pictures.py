"""Edge case 13: files come from Zalo's own hosts, in bounds and whole, or not at all."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.zalo.pictures import Pictures
from bot.errors import FetchFailed
from bot.media.shape import FILE_CAP
from tests.bot.serving import served
from tests.serving import free_port


class MediaHost:
    """files: by name. requests: the headers of each."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.files: dict[str, Response] = {}
        self.requests: list[dict[str, str]] = []

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/{name}", self._file)])

    async def _file(self, request: Request) -> Response:
        self.requests.append(dict(request.headers))
        return self.files.get(request.path_params["name"], Response("", 404))


@pytest.fixture
async def host() -> AsyncIterator[MediaHost]:
    made = MediaHost()
    async with served(made.app(), made.port):
        yield made


@pytest.fixture
def pictures(host: MediaHost) -> Pictures:
    return Pictures(trusted=(host.url,))


async def refused(pictures: Pictures, ref: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as failure:
        await pictures.fetch(ref)
    assert (not ref or ref not in str(failure.value)) and failure.value.__cause__ is None, "edge case 24"
    return failure.value


async def test_the_bytes_as_they_are(host: MediaHost, pictures: Pictures) -> None:
    """The type is not asked; no referer, no cookie goes along."""
    host.files["a"] = Response(bytes(range(256)) * 4000, media_type="text/html")
    host.files["a"].set_cookie("track", "1")
    for _ in range(2):
        assert await pictures.fetch(f"{host.url}/a") == bytes(range(256)) * 4000
    assert not {"referer", "cookie", "authorization"} & set(host.requests[1])


@pytest.mark.parametrize(
    "ref",
    [
        "http://127.0.0.1/x",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "ftp://a.zdn.vn/x",
        "http://a.zdn.vn/x",
        "https://a.zdn.vn:8443/x",
        "https://evil.top/x",
        "https://zdn.vn.evil.top/x",
        "https://evilzdn.vn/x",
        "https://a.zdn.vn@evil.top/x",
        "https://user:pass@a.zdn.vn/x",
        "https://evil.top/#.zdn.vn",
        "https://evil.top/?x=.zdn.vn",
        "https://evil.top\\.zdn.vn/x",
        "//a.zdn.vn/x",
        "https://",
        "",
        "không phải địa chỉ",
        "https://" + "a" * 70 + ".zdn.vn/x",
        "https://" + "a" * 70_000 + ".zdn.vn/",
        "https://a.zdn.vn/\x00",
        "\x00",
    ],
)
async def test_foreign_and_private_addresses_are_never_asked(ref: str) -> None:
    assert (await refused(Pictures(resolve=_nobody), ref)).permanent


async def _nobody(host: str) -> list[str]:
    raise AssertionError("no foreign name is even looked up")


@pytest.mark.parametrize(
    "address", ["10.0.0.7", "127.0.0.1", "169.254.169.254", "100.64.0.1", "::1", "fe80::1%eth0", "fd00::1"]
)
async def test_a_vendors_name_that_leads_into_our_own_network(address: str) -> None:
    async def inside(host: str) -> list[str]:
        return ["203.162.0.1", address]

    for name in ("a.zdn.vn", "b.zadn.vn", "c.zalo.me", "d.zaloapp.com"):
        with pytest.raises(FetchFailed, match="private address") as failure:
            await Pictures(resolve=inside).fetch(f"https://{name}/x.jpg")
        assert failure.value.permanent


async def test_the_address_that_was_checked_is_the_one_asked() -> None:
    """A name that answers differently the second time gains nothing: it is not asked a second time."""
    asked: list[str] = []

    async def changing(host: str) -> list[str]:
        asked.append(host)
        return ["203.0.114.7"]

    request = await Pictures(resolve=changing)._request(httpx.URL("https://a.zdn.vn/x.jpg"))
    assert (request.url.host, request.headers["Host"]) == ("203.0.114.7", "a.zdn.vn")
    assert request.extensions["sni_hostname"] == "a.zdn.vn" and asked == ["a.zdn.vn"]
    assert request.headers["Accept-Encoding"] == "identity", "a small packed answer may hold gigabytes"


async def test_a_name_that_cannot_be_looked_up_may_be_later() -> None:
    async def down(host: str) -> list[str]:
        raise OSError("no answer")

    assert not (await refused(Pictures(resolve=down), "https://a.zdn.vn/x.jpg")).permanent


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:1/x", "https://evil.top/x", "file:///etc/passwd", "//evil.top/x", "/loop"]
)
async def test_a_redirect_elsewhere_or_without_end_is_not_followed(
    host: MediaHost, pictures: Pictures, target: str
) -> None:
    host.files["loop"] = RedirectResponse(target)
    assert (await refused(pictures, f"{host.url}/loop")).permanent
    assert len(host.requests) <= 4


async def test_a_redirect_within_is_followed(host: MediaHost, pictures: Pictures) -> None:
    host.files |= {"a": RedirectResponse("/b"), "b": Response(b"bytes")}
    assert await pictures.fetch(f"{host.url}/a") == b"bytes"


async def test_what_is_packed_stays_packed(host: MediaHost, pictures: Pictures) -> None:
    """A few kilobytes must not become gigabytes."""
    packed = gzip.compress(b"0" * (FILE_CAP + 1))
    host.files["bomb"] = Response(packed, headers={"Content-Encoding": "gzip"})
    assert await pictures.fetch(f"{host.url}/bomb") == packed
    assert host.requests[-1]["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    ("status", "permanent"),
    [(404, True), (410, True), (403, True), (408, False), (429, False), (500, False), (503, False), (206, False)],
)
async def test_an_address_that_has_run_out(host: MediaHost, pictures: Pictures, status: int, permanent: bool) -> None:
    host.files["a"] = Response("<html>", status)
    assert (await refused(pictures, f"{host.url}/a")).permanent is permanent


async def test_too_big_is_given_up_while_it_comes(host: MediaHost, pictures: Pictures) -> None:
    host.files |= {"big": Response(b"\0" * (FILE_CAP + 1)), "fits": Response(b"\0" * FILE_CAP)}
    given_up = await refused(pictures, f"{host.url}/big")
    assert given_up.permanent and given_up.too_big
    assert len(await pictures.fetch(f"{host.url}/fits")) == FILE_CAP


async def test_cut_off_or_down_is_tried_again() -> None:
    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(half, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    assert not (await refused(Pictures(trusted=(url,)), f"{url}/x")).permanent
    server.close()
    await server.wait_closed()
    assert not (await refused(Pictures(trusted=(url,)), f"{url}/x")).permanent
