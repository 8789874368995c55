"""Files come from Zalo's own hosts, whole, or not at all (edge case 13)."""

import asyncio

import pytest

from bot.channels.channel import PictureSource, PushChannel, Webhooked
from bot.channels.zalo_oa.channel import ZaloOaChannel
from bot.channels.zalo_oa.pictures import CAP, Pictures
from bot.errors import FetchFailed
from tests.bot.channels.zalo_oa.zalo_oa_api import ZaloOaApi


async def refused(channel: ZaloOaChannel, ref: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as failure:
        await channel.fetch(ref)
    assert ref not in str(failure.value), "edge case 24"
    return failure.value


async def test_file_arrives_whole(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    zalo.files["a"] = bytes(range(256)) * 4000
    assert await channel.fetch(f"{zalo.url}/files/a") == zalo.files["a"]


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
        "https://evil.top\\.zdn.vn/x",
        "//a.zdn.vn/x",
        "",
        "không phải địa chỉ",
        "https://" + "a" * 70 + ".zdn.vn/x",
        "\x00",
    ],
)
async def test_edge_13_foreign_and_private_addresses_are_never_asked(channel: ZaloOaChannel, ref: str) -> None:
    with pytest.raises(FetchFailed) as failure:
        await channel.fetch(ref)
    assert failure.value.permanent


async def test_edge_13_platform_host_that_points_inside_is_refused() -> None:
    pictures = Pictures(resolve=_inside)
    for host in ("a.zdn.vn", "b.zadn.vn", "c.zalo.me", "d.zaloapp.com"):
        with pytest.raises(FetchFailed, match="private address") as failure:
            await pictures.fetch(f"https://{host}/x.jpg")
        assert failure.value.permanent
    await pictures.close()


async def _inside(host: str) -> list[str]:
    return ["203.162.0.1", "10.0.0.7"]


async def test_edge_13_redirect_elsewhere_is_not_followed(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    zalo.files["b"] = b"x"
    for place in ("http://127.0.0.1:1/x", "file:///etc/passwd", "https://evil.top/x", "/files/r"):
        zalo.redirect("/files/r", place)
        assert (await refused(channel, f"{zalo.url}/files/r")).permanent
    zalo.redirect("/files/r", "/files/b")
    assert await channel.fetch(f"{zalo.url}/files/r") == b"x"


@pytest.mark.parametrize(
    ("status", "permanent"), [(404, True), (410, True), (403, True), (500, False), (503, False), (206, False)]
)
async def test_edge_13_address_that_has_run_out(
    channel: ZaloOaChannel, zalo: ZaloOaApi, status: int, permanent: bool
) -> None:
    zalo.fault("/files/a", status, "<html>")
    assert (await refused(channel, f"{zalo.url}/files/a")).permanent is permanent


async def test_edge_13_too_big_is_given_up_while_it_comes(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    zalo.files["big"] = b"\0" * (CAP + 1)
    assert (await refused(channel, f"{zalo.url}/files/big")).permanent
    zalo.files["fits"] = b"\0" * CAP
    assert len(await channel.fetch(f"{zalo.url}/files/fits")) == CAP


async def test_edge_13_cut_off_is_tried_again() -> None:
    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(half, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    pictures = Pictures(trusted=(f"127.0.0.1:{port}",))
    with pytest.raises(FetchFailed) as failure:
        await pictures.fetch(f"http://127.0.0.1:{port}/x")
    assert not failure.value.permanent
    await pictures.close()
    server.close()
    await server.wait_closed()


async def test_channel_keeps_its_promises(channel: ZaloOaChannel) -> None:
    pushing: PushChannel = channel
    assert isinstance(pushing, PictureSource) and isinstance(pushing, Webhooked)
    assert (channel.name, channel.traits.numbered, channel.traits.frugal) == ("zalo_oa", False, False)
