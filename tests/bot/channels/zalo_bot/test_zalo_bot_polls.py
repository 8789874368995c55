"""Our own polling: one update a poll, which may be gone at Zalo or may come back for ever."""

import asyncio
import time
from pathlib import Path

import pytest

from bot.channels.zalo_bot import ZaloBotChannel
from bot.errors import SealBroken, SettingsError
from bot.incoming import Incoming
from tests.bot.channels.zalo_bot.conftest import MakeChannel, PaperInbox
from tests.bot.channels.zalo_bot.zalo_bot_api import TOKEN, ZaloBotServer, text_update, update
from tests.bot.serving import until


async def test_updates_come_in_order(api: ZaloBotServer, channel: ZaloBotChannel, inbox: PaperInbox) -> None:
    """A queue of new ones is read without a pause."""
    for number in range(20):
        api.says("lan", f"tin {number}")
    began = time.monotonic()
    await channel.start(inbox)
    await until(lambda: len(inbox.taken) == 20)
    assert time.monotonic() - began < 15
    assert inbox.texts == [f"tin {number}" for number in range(20)]
    assert set(inbox.taken) == {f"123456789:lan:{each.message_id}" for each in inbox.taken.values()}
    assert api.called("getUpdates")[0] == {"timeout": "1"}


@pytest.mark.parametrize("in_200", [True, False])
async def test_an_empty_poll_is_idle(
    api: ZaloBotServer, channel: ZaloBotChannel, inbox: PaperInbox, in_200: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """Edge case 21: 408 in status 200 and as a status of its own: no failure, no pause before the next poll."""
    api.answers_200_idle = in_200
    await channel.start(inbox)
    await until(lambda: len(api.called("getUpdates")) >= 3)
    api.says("lan", "tới rồi")
    await until(lambda: inbox.texts == ["tới rồi"])
    assert "zalo_bot_poll_failed" not in caplog.text


async def test_read_updates_that_come_back(api: ZaloBotServer, make_channel: MakeChannel, inbox: PaperInbox) -> None:
    """Edge case 2: each is stored once, also after a restart, and the polling does not spin; new ones get through."""
    api.replay = True
    api.says("lan", "một")
    api.says("lan", "hai")
    first = await make_channel()
    await first.start(inbox)
    await until(lambda: inbox.repeats >= 1)
    await first.stop()
    began, polls = time.monotonic(), len(api.called("getUpdates"))
    second = await make_channel()
    await second.start(inbox)
    await until(lambda: inbox.repeats >= 3)
    api.says("lan", "ba")
    await until(lambda: len(inbox.taken) == 3)
    assert inbox.texts == ["một", "hai", "ba"]
    assert len(api.called("getUpdates")) - polls <= 2 + (time.monotonic() - began)


async def test_two_alike_without_id_are_two_when_their_times_differ(
    api: ZaloBotServer, channel: ZaloBotChannel, inbox: PaperInbox
) -> None:
    """Edge case 15: no message_id: known by what they hold, in either shape."""
    one = text_update("lan", "alo", message_id=None, date=1_790_000_000_000)
    two = text_update("lan", "alo", message_id=None, date=1_790_000_000_001)
    for each in (one, two, {"message": one["message"], "event_name": one["event_name"]}):
        api.push(each)
    await channel.start(inbox)
    await until(lambda: len(api.called("getUpdates")) >= 4)
    assert inbox.texts == ["alo", "alo"]


async def test_a_full_disk_holds_the_update_until_there_is_room(
    api: ZaloBotServer, channel: ZaloBotChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    """Edge case 25: Zalo may not have it any more, so it is tried in place, and nothing behind it is read."""
    inbox.troubles = [OSError("disk full: bí mật của Lan")] * 3
    api.says("lan", "bí mật của Lan")
    api.says("lan", "thứ hai")
    await channel.start(inbox)
    await until(lambda: len(inbox.taken) == 2)
    assert inbox.texts == ["bí mật của Lan", "thứ hai"]
    assert caplog.text.count("zalo_bot_not_stored") == 3
    assert "bí mật" not in "".join(r.getMessage() for r in caplog.records if r.name.startswith("bot."))


async def test_what_cannot_be_read_is_buried_and_the_rest_flows(
    api: ZaloBotServer, channel: ZaloBotChannel, inbox: PaperInbox
) -> None:
    """Edge cases 15 and 25: no message, no chat, no object, no JSON; once each."""
    for bad in ({"event_name": "message.unsupported.received"}, {"message": {"text": "x"}}, "chữ", 7):
        api.push(bad)
    api.says("lan", "đọc được")
    api.fault("getUpdates", 200, b'{"ok":true,"result":{"event_name":"message.text.rec')
    await channel.start(inbox)
    await until(lambda: inbox.texts == ["đọc được"])
    reasons = sorted(reason for _, reason in inbox.buried.values())
    assert reasons == ["no_chat", "no_json", "no_message", "no_object", "no_object"]


@pytest.mark.parametrize("trouble", [KeyError("ours"), SealBroken("damaged")])
async def test_our_own_stumble_buries_only_what_it_fell_over(
    api: ZaloBotServer, channel: ZaloBotChannel, inbox: PaperInbox, trouble: Exception
) -> None:
    """Edge case 25: a defect or a damaged row is no full disk."""
    inbox.troubles = [trouble] * 3
    api.says("lan", "vấp")
    api.says("lan", "qua")
    await channel.start(inbox)
    await until(lambda: inbox.texts == ["qua"])
    [(raw, reason)] = inbox.buried.values()
    assert reason == type(trouble).__name__ and b"v\\u1ea5p" in raw


async def test_a_webhook_in_the_way_is_removed(
    api: ZaloBotServer, channel: ZaloBotChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    api.webhook = {"url": "https://elsewhere.example", "secret_token": "x" * 8}
    api.says("lan", "chờ mãi")
    await channel.start(inbox)
    await until(lambda: inbox.texts == ["chờ mãi"])
    assert len(api.called("deleteWebhook")) == 1
    api.webhook = {"url": "https://elsewhere.example", "secret_token": "x" * 8}
    await until(lambda: "zalo_bot_poll_failed" in caplog.text)
    assert len(api.called("deleteWebhook")) == 1, "whoever set it again means it"


async def test_a_refused_token_ends_the_polling(
    api: ZaloBotServer, channel: ZaloBotChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    """Edge case 21: 401 stops, with one line that says what to do."""
    api.fault("getUpdates", 200, {"ok": False, "error_code": 401, "description": TOKEN}, times=9)
    await channel.start(inbox)
    await until(lambda: "zalo_bot_off" in caplog.text)
    await asyncio.sleep(1.2)
    assert len(api.calls) == 1
    assert caplog.text.count("zalo_bot_off") == 1 and "zalo_bot_poll_failed" not in caplog.text


async def test_a_platform_that_fails_is_tried_again(
    api: ZaloBotServer, channel: ZaloBotChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    """Edge cases 20 and 21: quota, a server's error called 403, a gateway's page, an empty answer."""
    for status, body in ((429, {"ok": False, "error_code": 429}), (200, {"ok": False, "error_code": 403})):
        api.fault("getUpdates", status, body)
    for status, raw in ((502, b"<html>502</html>"), (200, b"<html>"), (200, b'{"ok":true}')):
        api.fault("getUpdates", status, raw)
    api.says("lan", "cuối cùng")
    await channel.start(inbox)
    await until(lambda: inbox.texts == ["cuối cùng"])
    assert caplog.text.count("zalo_bot_poll_failed") == 5 and not inbox.buried


async def test_dead_at_start_and_alive_later(
    api: ZaloBotServer, channel: ZaloBotChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.to_thread(api.die)
    await channel.start(inbox)
    await until(lambda: "zalo_bot_poll_failed" in caplog.text)
    api.says("lan", "có ai không")
    await asyncio.to_thread(api.start)
    await until(lambda: inbox.texts == ["có ai không"])


async def test_stopped_mid_poll(api: ZaloBotServer, make_channel: MakeChannel, inbox: PaperInbox) -> None:
    """Edge case 26: the last poll's update is stored before the channel is gone, also on a disk that fails once."""
    channel = await make_channel(poll=2)
    await channel.start(inbox)
    await until(lambda: bool(api.called("getUpdates")))
    inbox.troubles = [OSError("full")] * 7  # longer than a poll would be waited for
    stopping = asyncio.create_task(channel.stop())
    await asyncio.sleep(0.1)
    api.says("lan", "vào phút chót")
    await stopping
    assert inbox.texts == ["vào phút chót"] and api.unread == 0


class SlowInbox(PaperInbox):
    """A disk that takes a message when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.free = asyncio.Event(), asyncio.Event()

    async def accept(self, incoming: Incoming) -> bool:
        self.asked.set()
        await self.free.wait()
        return await super().accept(incoming)


async def test_stopped_mid_commit(api: ZaloBotServer, channel: ZaloBotChannel) -> None:
    """Edge case 26: what was read may be nowhere else; a slow disk is waited for longer than a poll."""
    inbox = SlowInbox()
    api.says("lan", "đừng mất tôi")
    await channel.start(inbox)
    await asyncio.wait_for(inbox.asked.wait(), 20)
    stopping = asyncio.create_task(channel.stop())
    await asyncio.sleep(5)
    assert not stopping.done()
    inbox.free.set()
    await asyncio.wait_for(stopping, 20)
    assert inbox.texts == ["đừng mất tôi"]


async def test_a_long_poll_does_not_hold_up_the_stop(
    api: ZaloBotServer, make_channel: MakeChannel, inbox: PaperInbox
) -> None:
    channel = await make_channel(poll=60)
    await channel.start(inbox)
    await until(lambda: bool(api.called("getUpdates")))
    async with asyncio.timeout(20):
        await channel.stop()


async def test_two_pollers_on_one_token(
    api: ZaloBotServer, make_channel: MakeChannel, inbox: PaperInbox, tmp_path: Path
) -> None:
    """Edge case 26: the second does not start; once the first is gone, it may."""
    first, second = await make_channel(), await make_channel()
    await first.start(inbox)
    with pytest.raises(SettingsError):
        second.claim()
    with pytest.raises(SettingsError):
        await second.start(inbox)
    await first.stop()
    await second.start(inbox)


@pytest.mark.parametrize("also", ["{}/", "{}//", "http://bot-api.example"])
async def test_two_pollers_on_one_token_by_another_address(
    api: ZaloBotServer, channel: ZaloBotChannel, inbox: PaperInbox, tmp_path: Path, also: str
) -> None:
    """Edge case 26: the queue is the token's, however its address is written, and from whatever folder."""
    channel.claim()
    second = ZaloBotChannel(TOKEN, also.format(api.url), tmp_path / "b")
    with pytest.raises(SettingsError, match="same token"):
        second.claim()
    await second.stop()


async def test_a_group_is_told_once_to_write_in_private(
    api: ZaloBotServer, channel: ZaloBotChannel, inbox: PaperInbox
) -> None:
    """Edge case 18: and nothing of it is collected."""
    group = {"id": "nhom", "chat_type": "GROUP"}
    for words in ("@Bot chào", "@Bot số 0900000463 lừa tôi"):
        api.push(text_update("lan", words, chat=group))
    api.push(update("message.text.received", "bot", text="x", **{"from": {"id": "bot", "is_bot": True}}))
    api.says("lan", "xong")
    await channel.start(inbox)
    await until(lambda: inbox.texts == ["xong"])
    await until(lambda: len(api.said("nhom")) == 1)
    assert "nhắn riêng" in api.said("nhom")[0] and "113" in api.said("nhom")[0]
    assert not inbox.buried and set(inbox.groups) == {"nhom"}


async def test_a_group_that_cannot_be_told_is_no_trouble(
    api: ZaloBotServer, channel: ZaloBotChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    api.push(text_update("lan", "@Bot chào", chat={"id": "nhom", "chat_type": "GROUP"}))
    api.fault("sendMessage", 200, {"ok": False, "error_code": 403})
    await channel.start(inbox)
    await until(lambda: "zalo_bot_courtesy_failed code=403" in caplog.text)
    api.says("lan", "xong")
    await until(lambda: inbox.texts == ["xong"])
