"""What comes of a send, whatever Zalo answers: taken, refused, later, or nobody knows."""

import asyncio
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.channels.zalo_bot import ZaloBotChannel
from bot.errors import DeliveryError, DeliveryFailed, DeliveryUnknown
from bot.reply import Reply
from tests.bot.channels.zalo_bot.conftest import MakeChannel
from tests.bot.channels.zalo_bot.zalo_bot_api import TOKEN, ZaloBotServer

HTML = b"<html><h1>Bad Gateway</h1>/bot" + TOKEN.encode() + b"/sendMessage</html>"


def refusal(code: int) -> dict[str, Any]:
    return {"ok": False, "description": f"no to /bot{TOKEN}/ and to bác Lan", "error_code": code}


async def test_a_message_arrives_as_plain_text(api: ZaloBotServer, channel: ZaloBotChannel) -> None:
    api.chats.add("lan")
    await channel.send("lan", Reply("Chào bác <b>Lan</b> & cả nhà 😀"))
    assert api.called("sendMessage") == [{"chat_id": "lan", "text": "Chào bác <b>Lan</b> & cả nhà 😀"}]


@pytest.mark.parametrize("http", [True, False])
@pytest.mark.parametrize(
    ("code", "permanent"),
    [(400, True), (404, True), (403, False), (408, False), (429, False), (500, False), (503, False), (426, True)],
)
async def test_a_refusal_in_status_200_or_its_own(
    api: ZaloBotServer, channel: ZaloBotChannel, code: int, permanent: bool, http: bool
) -> None:
    """Edge cases 20 and 21: ok:false in HTTP 200 is a failure; 403 is a server's error; 429 names no time."""
    api.fault("sendMessage", code if http else 200, refusal(code))
    with pytest.raises(DeliveryFailed) as failed:
        await channel.send("lan", Reply("chào"))
    assert (failed.value.permanent, failed.value.retry_after) == (permanent, None)
    assert not getattr(failed.value, "blocked", False)  # one message refused is not a resident gone (edge case 19)
    assert str(failed.value) == f"sendMessage code {code}"


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        *((status, HTML, DeliveryUnknown) for status in (408, 500, 502, 504, 520, 524)),
        *((status, {"error_code": status}, DeliveryUnknown) for status in (408, 502, 504)),
        (504, {"ok": True, "result": {}}, DeliveryUnknown),
        (503, HTML, DeliveryFailed),
        (429, HTML, DeliveryFailed),
        (502, {"ok": False}, DeliveryFailed),
        (200, HTML, DeliveryUnknown),
        (200, {"ok": True}, DeliveryUnknown),
        (200, {"result": {"message_id": "1"}}, DeliveryUnknown),
        (200, {"ok": "true", "result": {}}, DeliveryUnknown),
        (200, [], DeliveryUnknown),
        (200, b"[" * 100_000, DeliveryUnknown),
        (200, b"\xff\xfe", DeliveryUnknown),
        (200, b"", DeliveryUnknown),
        (200, {"ok": False, "error_code": "429"}, DeliveryFailed),
        (200, {"ok": False, "errorCode": 426}, DeliveryFailed),
        (429, {"ok": True, "result": {}}, DeliveryFailed),
        (302, b"", DeliveryFailed),
    ],
)
async def test_answers_that_are_none(
    api: ZaloBotServer, channel: ZaloBotChannel, status: int, body: Any, error: type[DeliveryError]
) -> None:
    """Edge cases 21 and 28: never a success; and who lost Zalo's answer cannot say that Zalo took nothing."""
    api.fault("sendMessage", status, body)
    with pytest.raises(error) as failed:
        await channel.send("lan", Reply("chào"))
    assert "zbsecret" not in repr(failed.value) + str(failed.value.__cause__) + str(failed.value.__context__)


async def test_a_result_without_a_date_is_a_success(api: ZaloBotServer, channel: ZaloBotChannel) -> None:
    """The library's own sending raises KeyError here, after the message has arrived."""
    api.fault("sendMessage", 200, {"ok": True, "result": {"message_id": "1"}})
    await channel.send("lan", Reply("chào"))


async def test_a_token_refused_stops_all_and_is_said_once(
    api: ZaloBotServer, channel: ZaloBotChannel, caplog: pytest.LogCaptureFixture
) -> None:
    """Edge case 21: a refused token stays so until a person mends it; what waits to be said is kept for that."""
    assert channel.troubles() == []
    api.fault("sendMessage", 200, refusal(401), times=5)
    for _ in range(3):
        with pytest.raises(DeliveryFailed) as failed:
            await channel.send("lan", Reply("chào"))
        assert not failed.value.permanent and failed.value.retry_after == 3600
    assert channel.troubles() == ["token_refused"]
    await channel.typing("lan")
    assert len(api.calls) == 1
    assert caplog.text.count("zalo_bot_off") == 1


async def test_nothing_left_where_nobody_listens(api: ZaloBotServer, channel: ZaloBotChannel) -> None:
    """Edge case 28: a connection refused is no ambiguity."""
    await asyncio.to_thread(api.die)
    with pytest.raises(DeliveryFailed) as failed:
        await channel.send("lan", Reply("chào"))
    assert not failed.value.permanent


async def test_a_connection_cut_after_the_request_left_is_unknown(tmp_path: Path) -> None:
    """Edge case 28: it may have arrived."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def cut() -> None:
            connection, _ = listener.accept()
            connection.recv(65_536)
            connection.close()

        thread = threading.Thread(target=cut)
        thread.start()
        channel = ZaloBotChannel(TOKEN, f"http://127.0.0.1:{listener.getsockname()[1]}", tmp_path)
        with pytest.raises(DeliveryUnknown):
            await channel.send("lan", Reply("chào"))
        await channel.stop()
        thread.join()


async def test_typing_is_shown_and_its_failure_is_nobodys(api: ZaloBotServer, channel: ZaloBotChannel) -> None:
    """Edge case 29."""
    api.chats.add("lan")
    await channel.typing("lan")
    assert api.called("sendChatAction") == [{"chat_id": "lan", "action": "typing"}]
    api.fault("sendChatAction", 429, refusal(429))
    await channel.typing("lan")
    await asyncio.to_thread(api.die)
    await channel.typing("lan")


async def test_what_is_being_sent_may_finish_when_the_channel_stops(
    api: ZaloBotServer, make_channel: MakeChannel
) -> None:
    """Edge case 26, mid-send; what comes after has certainly not left."""
    channel = await make_channel()
    api.chats.add("lan")
    sending = asyncio.create_task(channel.send("lan", Reply("chào")))
    await asyncio.sleep(0)
    await channel.stop()
    await sending
    assert api.said("lan") == ["chào"]
    with pytest.raises(DeliveryFailed) as failed:
        await channel.send("lan", Reply("muộn"))
    assert not failed.value.permanent


def test_the_token_is_in_no_repr(tmp_path: Path) -> None:
    """Edge case 24."""
    channel = ZaloBotChannel(TOKEN, "http://127.0.0.1:9", tmp_path)
    for thing in (channel, channel._api, channel._api._bot, vars(channel), vars(channel._api)):
        assert "zbsecret" not in repr(thing) + str(thing)
