"""Replies reach a push channel once, in order, or their fate is known."""

import asyncio
from time import monotonic

import pytest
from sqlmodel import col, select

from bot import outbox
from bot.errors import DeliveryFailed
from bot.reply import Draft
from bot.room import Room
from bot.tables import ReplyRow, ReplyState
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_channel import BLOCKED, BUSY, LOST, REFUSED, FakeChannel
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_crashes import kill


@pytest.fixture
def telegram() -> FakeChannel:
    return FakeChannel()


@pytest.fixture
async def room(make_room: MakeRoom, telegram: FakeChannel) -> Room:
    return await make_room(channels=[telegram])


@pytest.fixture
def an(room: Room) -> Resident:
    return Resident(room, "12345", channel="telegram")


async def states(room: Room) -> list[ReplyState]:
    query = select(ReplyRow.state).order_by(col(ReplyRow.id))
    return await room.core.db.run(lambda s: [ReplyState(state) for state in s.exec(query)])


async def settled(room: Room, expected: list[ReplyState]) -> None:
    async with asyncio.timeout(20):
        while True:
            if await states(room) == expected:
                return
            await asyncio.sleep(0.02)


async def test_replies_arrive_in_order(an: Resident, telegram: FakeChannel, rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: [says(f"{turn['message']} a"), says(f"{turn['message']} b")]
    await asyncio.gather(an.writes("một"), an.writes("hai"))
    await until(lambda: len(telegram.sent) == 4)
    texts = [text for _, text in telegram.sent]
    assert texts in (["một a", "một b", "hai a", "hai b"], ["hai a", "hai b", "một a", "một b"])
    assert {chat for chat, _ in telegram.sent} == {"12345"}


async def test_a_busy_platform_is_tried_again(an: Resident, telegram: FakeChannel, room: Room) -> None:
    telegram.faults.extend([BUSY, BUSY])
    await an.writes("một")
    await until(lambda: len(telegram.sent) == 1)
    await settled(room, [ReplyState.SENT])


async def test_a_blocked_resident_gets_nothing_more(
    an: Resident, telegram: FakeChannel, room: Room, rasa: FakeRasa
) -> None:
    rasa.replies = lambda turn, heard: [says("a"), says("b")]
    telegram.faults.append(BLOCKED)
    await an.writes("một")
    await settled(room, [ReplyState.FAILED, ReplyState.CANCELLED])
    assert telegram.sent == []
    await an.writes("hai")  # unblocked
    await until(lambda: len(telegram.sent) == 2)


async def test_a_refused_reply_keeps_no_other_back(
    an: Resident, telegram: FakeChannel, room: Room, rasa: FakeRasa
) -> None:
    """Edge case 19: a bad request is not a blocked chat."""
    rasa.replies = lambda turn, heard: [says("a"), says("b")]
    telegram.faults.append(REFUSED)
    await an.writes("một")
    await until(lambda: telegram.texts == ["b"])
    await settled(room, [ReplyState.FAILED, ReplyState.SENT])


async def test_the_platforms_own_wait_is_kept_and_so_is_the_order(
    an: Resident, telegram: FakeChannel, room: Room, rasa: FakeRasa
) -> None:
    """Edge case 20: 429 with retry_after."""
    rasa.replies = lambda turn, heard: [says("a"), says("b")]
    telegram.faults.extend([DeliveryFailed("429", permanent=False, retry_after=2), None])
    begun = monotonic()
    await an.writes("một")
    await until(lambda: len(telegram.sent) == 2)
    assert monotonic() - begun >= 2  # our own pauses are 0.1 s at most here
    assert telegram.texts == ["a", "b"]


async def test_a_reply_that_nobody_takes_for_a_day_is_given_up(
    an: Resident, telegram: FakeChannel, room: Room, clock: Clock
) -> None:
    """Edge case 19: no retry storm."""
    telegram.faults.extend([BUSY] * 1000)
    await an.writes("một")
    await until(lambda: len(telegram.faults) < 1000)
    clock.skipped = 24 * 3600 + 1
    await settled(room, [ReplyState.FAILED])
    telegram.faults.clear()
    await an.writes("hai")
    await until(lambda: telegram.texts == ["nghe 2: hai"])


async def test_what_is_said_to_a_chat_that_is_gone_waits_for_its_return(
    an: Resident, telegram: FakeChannel, room: Room
) -> None:
    await an.writes("một")
    await until(lambda: telegram.texts == ["nghe 1: một"])
    await room.inbox.gone("telegram", "12345")
    await room.core.db.run(lambda s: outbox.write(s, room.core, an.chat_ref, [Draft("tin báo đã được nhận")]))
    room._courier.wake(an.chat_ref)
    await asyncio.sleep(1)
    assert len(telegram.sent) == 1
    await an.writes("hai")
    await until(lambda: len(telegram.sent) == 3)
    assert telegram.texts[1:] == ["tin báo đã được nhận", "nghe 2: hai"]


async def test_who_comes_back_without_a_word_hears_it_too(an: Resident, telegram: FakeChannel, room: Room) -> None:
    await an.writes("một")
    await until(lambda: telegram.texts == ["nghe 1: một"])
    await room.inbox.gone("telegram", "12345")
    await room.core.db.run(lambda s: outbox.write(s, room.core, an.chat_ref, [Draft("tin báo đã được nhận")]))
    await room.inbox.back("telegram", "12345")
    await until(lambda: telegram.texts[1:] == ["tin báo đã được nhận"])


async def test_who_writes_while_we_find_the_door_closed_is_not_gone(
    an: Resident, telegram: FakeChannel, room: Room
) -> None:
    telegram.pause = 1
    telegram.faults.append(BLOCKED)
    await an.writes("một")
    await until(lambda: telegram.begun == 1)
    await an.writes("hai")
    await until(lambda: telegram.texts == ["nghe 2: hai"])
    await settled(room, [ReplyState.FAILED, ReplyState.SENT])


@pytest.mark.parametrize("fault", [LOST, ValueError("a fault of the channel")])
async def test_what_may_have_arrived_is_not_sent_again(
    an: Resident, telegram: FakeChannel, room: Room, fault: Exception
) -> None:
    telegram.faults.append(fault)
    await an.writes("một")
    await an.writes("hai")
    await until(lambda: len(telegram.sent) == 1)
    assert telegram.sent[0][1] == "nghe 2: hai"
    await settled(room, [ReplyState.UNKNOWN, ReplyState.SENT])


async def test_the_code_of_a_tip_is_sent_once_more_and_says_so(
    an: Resident, telegram: FakeChannel, rasa: FakeRasa, room: Room
) -> None:
    rasa.replies = lambda turn, heard: [says("mã", card={"type": "receipt", "code": "7K3M-9QPX-2RTB"})]
    telegram.faults.append(LOST)
    await an.writes("gửi")
    await until(lambda: len(telegram.sent) == 1)
    assert telegram.sent[0][1].startswith("(Tôi nhắn lại") and telegram.sent[0][1].endswith("mã")
    telegram.faults.extend([LOST, LOST])
    await an.writes("gửi")
    await settled(room, [ReplyState.SENT, ReplyState.UNKNOWN])
    assert len(telegram.sent) == 1


async def test_a_reply_that_was_leaving_when_the_process_died_is_said_once_more_and_marked(
    an: Resident, telegram: FakeChannel, make_room: MakeRoom, rasa: FakeRasa
) -> None:
    rasa.replies = lambda turn, heard: [says("a"), says("b")]
    telegram.hangs = 1
    await an.writes("một")
    await until(lambda: telegram.begun == 1)
    await kill(an.room)
    after = FakeChannel()
    room = await make_room(channels=[after])
    await until(lambda: len(after.sent) == 2)
    assert after.texts[0].startswith("(Tôi nhắn lại") and after.texts[0].endswith("a")
    assert after.texts[1] == "b"
    await settled(room, [ReplyState.SENT, ReplyState.SENT])


async def test_a_reply_that_two_processes_died_over_is_unknown(
    an: Resident, telegram: FakeChannel, make_room: MakeRoom
) -> None:
    telegram.hangs = 1
    await an.writes("một")
    await until(lambda: telegram.begun == 1)
    await kill(an.room)
    second = FakeChannel()
    second.hangs = 1
    dying = await make_room(channels=[second])
    await until(lambda: second.begun == 1)
    await kill(dying)
    third = FakeChannel()
    an.room = await make_room(channels=[third])
    await an.writes("hai")
    await until(lambda: len(third.sent) == 1)
    assert third.texts == ["nghe 2: hai"]
    await settled(an.room, [ReplyState.UNKNOWN, ReplyState.SENT])


async def test_a_late_answer_is_announced_once_per_wait(
    make_room: MakeRoom, telegram: FakeChannel, rasa: FakeRasa, an: Resident
) -> None:
    await kill(an.room)
    an.room = await make_room(channels=[telegram], hold_after=0.1, rasa_read_timeout=3.0)
    rasa.delay = lambda message: 0.6
    await an.writes("một")
    await an.writes("hai")
    await until(lambda: len(telegram.sent) == 3)
    texts = [text for _, text in telegram.sent]
    assert "trả lời chậm" in texts[0]
    assert texts[1:] == ["nghe 1: một", "nghe 2: hai"]


async def test_a_full_queue_is_said_once_and_nothing_is_acknowledged_as_kept(
    make_room: MakeRoom, telegram: FakeChannel, rasa: FakeRasa, an: Resident
) -> None:
    await kill(an.room)
    an.room = await make_room(channels=[telegram], queue_cap=3, rasa_read_timeout=3.0)
    rasa.delay = lambda message: 0.5
    arrivals = [(await an.writes(f"{number}")).arrival.value for number in range(6)]
    assert arrivals == ["new"] * 3 + ["queue_full"] * 3
    await until(lambda: len(telegram.sent) == 4)
    assert sum("chưa được lưu" in text for _, text in telegram.sent) == 1
