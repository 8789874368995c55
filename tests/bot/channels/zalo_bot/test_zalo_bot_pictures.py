"""Edge case 13: media comes from the vendor's hosts, in bounds, or not at all."""

import asyncio
import gzip

import httpx
import pytest
from starlette.responses import RedirectResponse, Response

from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_bot.pictures import BYTES_CAP, Pictures
from bot.errors import FetchFailed
from tests.bot.channels.zalo_bot.zalo_bot_api import ZaloBotServer


async def refused(pictures: Pictures | ZaloBotChannel, ref: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as failed:
        await pictures.fetch(ref)
    assert (not ref or ref not in str(failed.value)) and failed.value.__cause__ is None
    return failed.value


async def test_the_bytes_as_they_are(api: ZaloBotServer, channel: ZaloBotChannel) -> None:
    """The type is not asked; no referer, no cookie goes along."""
    ref = api.host("anh.jpg", b"\xff\xd8\xff picture")
    api.files["anh.jpg"].set_cookie("track", "1")
    for _ in range(2):
        assert await channel.fetch(ref) == b"\xff\xd8\xff picture"
    assert not {"referer", "cookie", "authorization"} & set(api.file_requests[1])


@pytest.mark.parametrize(
    "ref",
    [
        "http://a.zdn.vn/1.jpg",
        "https://127.0.0.1/x",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "file:///etc/passwd",
        "https://zdn.vn.evil.example/1.jpg",
        "https://evilzdn.vn/1.jpg",
        "https://a.zdn.vn:8443/1.jpg",
        "https://a.zdn.vn@evil.example/",
        "https://user:pw@a.zdn.vn/",
        "https://evil.example/?x=.zdn.vn",
        "//a.zdn.vn/1.jpg",
        "not an address",
        "https://",
        "",
        "https://a.zdn.vn/\x00",
        "https://" + "a" * 70_000 + ".zdn.vn/",
    ],
)
async def test_a_foreign_address_is_never_asked(ref: str) -> None:
    assert (await refused(Pictures(), ref)).permanent


@pytest.mark.parametrize("address", ["10.0.0.7", "127.0.0.1", "169.254.169.254", "::1", "fe80::1%eth0", "100.64.0.1"])
def test_a_vendors_name_that_leads_into_our_own_network(address: str) -> None:
    class Stream:
        def get_extra_info(self, _: str) -> tuple[str, int]:
            return address, 443

    answer = httpx.Response(200, extensions={"network_stream": Stream()})
    with pytest.raises(FetchFailed, match="private") as failed:
        Pictures()._check_peer(httpx.URL("https://a.zdn.vn/1.jpg"), answer)
    assert failed.value.permanent


@pytest.mark.parametrize("target", ["http://127.0.0.1:9/inside", "https://evil.example/", "file:///etc/passwd"])
async def test_a_redirect_elsewhere_is_not_followed(api: ZaloBotServer, channel: ZaloBotChannel, target: str) -> None:
    api.files["a"] = RedirectResponse(target)
    assert (await refused(channel, f"{api.url}/media/a")).permanent


async def test_a_redirect_within_is_followed_a_few_times(api: ZaloBotServer, channel: ZaloBotChannel) -> None:
    api.files["a"] = RedirectResponse("/media/b")
    api.host("b", b"bytes")
    assert await channel.fetch(f"{api.url}/media/a") == b"bytes"
    api.files["loop"] = RedirectResponse("/media/loop")
    assert (await refused(channel, f"{api.url}/media/loop")).permanent


async def test_what_is_packed_stays_packed(api: ZaloBotServer, channel: ZaloBotChannel) -> None:
    """A few kilobytes must not become gigabytes."""
    packed = gzip.compress(b"0" * (BYTES_CAP + 1))
    api.files["bomb"] = Response(packed, headers={"Content-Encoding": "gzip"})
    assert await channel.fetch(f"{api.url}/media/bomb") == packed
    assert api.file_requests[-1]["accept-encoding"] == "identity"


async def test_too_big_expired_or_down(api: ZaloBotServer, channel: ZaloBotChannel) -> None:
    assert len(await channel.fetch(api.host("just", b"0" * BYTES_CAP))) == BYTES_CAP
    assert (await refused(channel, api.host("big", b"0" * (BYTES_CAP + 1)))).permanent
    assert (await refused(channel, f"{api.url}/media/expired")).permanent
    api.files["busy"] = Response("", 503)
    assert not (await refused(channel, f"{api.url}/media/busy")).permanent
    api.files["quota"] = Response("", 429)
    assert not (await refused(channel, f"{api.url}/media/quota")).permanent
    await asyncio.to_thread(api.die)
    assert not (await refused(channel, f"{api.url}/media/just")).permanent
