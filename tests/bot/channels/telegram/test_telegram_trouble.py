"""What goes wrong between us and Telegram while Lan waits for an answer."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.channels.telegram import TelegramChannel
from bot.room import Room
from bot.tables import ReplyRow, ReplyState
from tests.bot.channels.telegram.bot_api import LAN, TOKEN, BotApi, refusal
from tests.bot.channels.telegram.conftest import eventually
from tests.bot.conftest import MakeRoom
from tests.bot.fake_rasa import FakeRasa, says

Begin = Callable[..., Awaitable[Room]]
CHAT = {"id": LAN["id"], "type": "private"}
CODE = "7K3M-9QPX-2RTB"


@pytest.fixture
async def begin(make_room: MakeRoom, api: BotApi) -> Begin:
    async def start(**changes: Any) -> Room:
        return await make_room(channels=[TelegramChannel(TOKEN, api.url)], **changes)

    return start


def heard(api: BotApi, chat_id: int = 7001) -> list[str]:
    return [text for text, _ in api.said(chat_id)]


def _states(session: Session) -> list[ReplyState]:
    return [row.state for row in session.exec(select(ReplyRow))]


async def test_who_blocked_us_is_left_alone_until_they_come_back(begin: Begin, api: BotApi, rasa: FakeRasa) -> None:
    """Edge case 19: one try, what waits is cancelled, a new message opens the door again."""
    rasa.replies = lambda turn, heard: [says(f"{turn['message']} {n}", (f"Nút {n}", "/x")) for n in range(3)]
    room = await begin()
    api.faults["sendMessage"] = [refusal(403, "Forbidden: bot was blocked by the user")]
    api.message(text="một", message_id=1)
    await eventually(lambda: api.called("sendMessage"))
    api.update(my_chat_member={"chat": CHAT, "new_chat_member": {"status": "kicked"}})
    last = api.update(my_chat_member={"chat": CHAT, "new_chat_member": {"status": "member"}})
    await eventually(lambda: api.confirmed == last)
    await asyncio.sleep(1)
    assert len(api.called("sendMessage")) == 1
    assert ReplyState.NEW not in await room.core.db.run(_states)
    api.message(text="hai", message_id=2)
    await eventually(lambda: heard(api) == ["hai 0", "hai 1", "hai 2"])


async def test_an_old_blocking_that_is_told_again_cuts_nobody_off(begin: Begin, api: BotApi, rasa: FakeRasa) -> None:
    """Edge cases 2 and 19: back again, with an answer on its way, when the confirmation is lost."""
    room = await begin()
    api.message(text="xưa", message_id=1, date=1_795_000_000)
    await eventually(lambda: len(api.said(7001)) == 1)
    before = api.confirmed
    for n, status in enumerate(("kicked", "member")):
        api.update(my_chat_member={"chat": CHAT, "new_chat_member": {"status": status}, "date": 1_795_000_010 + n})
    api.faults["sendMessage"] = [refusal(429, "Too Many Requests", retry_after=3)] * 2
    last = api.message(text="tôi bị lừa", message_id=2, date=1_795_000_020)
    await eventually(lambda: len(api.called("sendMessage")) == 2 and api.confirmed == last)
    await room.stop()
    api.confirmed, api.pending = before, api.happened[-3:]
    await begin()
    await eventually(lambda: len(api.said(7001)) == 2)
    assert heard(api) == ["nghe 1: xưa", "nghe 2: tôi bị lừa"]


async def test_a_blocking_after_the_last_word_counts(begin: Begin, api: BotApi, rasa: FakeRasa) -> None:
    """Edge case 19."""
    room = await begin()
    api.faults["sendMessage"] = [refusal(429, "Too Many Requests", retry_after=20)]
    api.message(text="xưa", date=1_795_000_000)
    await eventually(lambda: api.called("sendMessage"))
    gone = {"chat": CHAT, "new_chat_member": {"status": "kicked"}, "date": 1_795_000_010}
    last = api.update(my_chat_member=gone)
    await eventually(lambda: api.confirmed == last)
    assert await room.core.db.run(_states) == [ReplyState.CANCELLED]


async def test_too_many_requests_are_waited_out_in_order(begin: Begin, api: BotApi, rasa: FakeRasa) -> None:
    """Edge case 20."""
    rasa.replies = lambda turn, heard: [says(f"câu {n}", (f"Nút {n}", "/x")) for n in range(3)]
    api.faults["sendMessage"] = [refusal(429, "Too Many Requests", retry_after=2)]
    await begin()
    api.message(text="chào")
    await eventually(lambda: len(api.said(7001)) == 3)
    assert heard(api) == ["câu 0", "câu 1", "câu 2"]
    tried = [at for method, at in api.times if method == "sendMessage"]
    assert tried[1] - tried[0] >= 1.9


async def test_a_reply_whose_answer_was_lost_is_not_said_twice(begin: Begin, api: BotApi, rasa: FakeRasa) -> None:
    """Edge case 28."""
    api.cut("sendMessage")
    await begin()
    api.message(text="một", message_id=1)
    await eventually(lambda: len(api.said(7001)) == 1)
    api.message(text="hai", message_id=2)
    await eventually(lambda: len(api.said(7001)) == 2)
    assert heard(api) == ["nghe 1: một", "nghe 2: hai"]


@pytest.mark.parametrize("status", [502, 500, 200])
async def test_a_reply_that_a_broken_gateway_let_through_is_not_said_again(
    begin: Begin, api: BotApi, rasa: FakeRasa, status: int
) -> None:
    """Edge case 28: carried out, and then the answer is a page of somebody else's."""
    api.garble("sendMessage", status, times=3)
    await begin()
    for n, words in enumerate(("một", "hai"), 1):
        api.message(text=words, message_id=n)
        await eventually(lambda n=n: len(api.said(7001)) == n)  # type: ignore[misc]
    await asyncio.sleep(2)
    assert heard(api) == ["nghe 1: một", "nghe 2: hai"]


async def test_a_receipt_whose_answer_was_lost_is_said_once_more_and_marked(
    begin: Begin, api: BotApi, rasa: FakeRasa
) -> None:
    """Edge case 28."""
    rasa.replies = lambda turn, heard: [says("xong", card={"type": "receipt", "code": CODE}, flow="done")]
    api.cut("sendMessage", times=2)
    await begin()
    api.message(text="gửi")
    await eventually(lambda: len(api.said(7001)) == 2)
    await asyncio.sleep(1)
    first, second = heard(api)
    assert CODE in first and CODE in second
    assert second.startswith("(Tôi nhắn lại") and "nhắn lại" not in first
    assert len(api.called("sendMessage")) == 2


async def test_stopped_while_a_send_is_under_way_nothing_acknowledged_is_lost(
    begin: Begin, api: BotApi, rasa: FakeRasa
) -> None:
    """Edge case 26."""
    room = await begin()
    api.slow["sendMessage"] = 1
    for n in range(3):
        last = api.message(text=f"câu {n}", message_id=n + 1)
    await eventually(lambda: api.confirmed == last and api.called("sendMessage"))
    await room.stop()
    api.slow.clear()
    await begin()
    await eventually(lambda: len(api.said(7001)) >= 3)
    assert heard(api)[-1] == "nghe 3: câu 2"
    assert len(set(heard(api))) == len(heard(api))


async def test_a_flood_from_one_chat_is_slowed_with_one_notice_and_touches_no_other(
    begin: Begin, api: BotApi, rasa: FakeRasa
) -> None:
    """Edge case 30."""
    await begin(messages_per_minute=12)
    for n in range(100):
        api.message(text=f"n{n}", message_id=n + 1)
    api.message(text="tôi bị lừa", chat={"id": 8002, "type": "private"}, **{"from": LAN | {"id": 8002}})
    await eventually(lambda: len(api.said(8002)) == 1)
    assert rasa.messages().index("tôi bị lừa") < 60
    await eventually(lambda: any("nhắn hơi nhanh" in text for text in heard(api)), seconds=60)
    assert sum("nhắn hơi nhanh" in text for text in heard(api)) == 1


async def test_good_messages_pass_the_unreadable_ones(begin: Begin, api: BotApi, rasa: FakeRasa) -> None:
    """Edge case 25: all the way, with the real dead letters."""
    await begin()
    for n in range(4):
        api.push('{"update_id":%d,"callback_query":{"id":"1"}}')
        api.push('{"update_id":%d,"message":[[[}')
        api.message(text=f"câu {n}", message_id=n + 1)
    await eventually(lambda: len(api.said(7001)) == 4)
    assert rasa.messages() == [f"câu {n}" for n in range(4)]
