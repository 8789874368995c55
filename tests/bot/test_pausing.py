"""A person has taken a chat over: the bot says nothing until they have done, whatever was on its way."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot import outbox
from bot.reply import Draft
from bot.room import Room
from bot.tables import ReplyState
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_channel import BUSY, FakeChannel
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_courier import settled
from tests.bot.test_crashes import kill

HOUR = timedelta(hours=1)


@pytest.fixture
def telegram() -> FakeChannel:
    return FakeChannel(limit=80)


@pytest.fixture
async def room(make_room: MakeRoom, telegram: FakeChannel) -> Room:
    return await make_room(channels=[telegram])


@pytest.fixture
def an(room: Room) -> Resident:
    return Resident(room, "12345", channel="telegram")


async def taken_over(room: Room, until: timedelta = HOUR) -> None:
    await room.inbox.pause("telegram", "12345", datetime.now(UTC) + until)


async def test_the_answer_of_a_turn_in_flight_waits(
    an: Resident, room: Room, telegram: FakeChannel, rasa: FakeRasa, clock: Clock
) -> None:
    """Edge case 18."""
    rasa.delay = lambda message: 1
    await an.writes("một")
    await until(lambda: len(rasa.turns) == 1)
    await taken_over(room)
    await settled(room, [ReplyState.NEW])
    await asyncio.sleep(1)
    assert telegram.begun == 0
    clock.skipped = 3601
    await settled(room, [ReplyState.SENT])


async def test_so_does_a_reply_that_a_busy_platform_did_not_take(
    an: Resident, room: Room, telegram: FakeChannel, clock: Clock
) -> None:
    telegram.faults.extend([BUSY] * 1000)
    await an.writes("một")
    await until(lambda: telegram.begun > 1)
    await taken_over(room)
    await settled(room, [ReplyState.NEW])  # one may have been on the wire
    begun = telegram.begun
    telegram.faults.clear()
    await asyncio.sleep(1)
    assert telegram.begun == begun
    clock.skipped = 3601
    await until(lambda: telegram.texts == ["nghe 1: một"])


async def test_so_do_the_next_parts_and_a_receipt(
    an: Resident, room: Room, telegram: FakeChannel, rasa: FakeRasa, clock: Clock
) -> None:
    parts = ["phần một " * 7, "phần hai " * 7]
    rasa.replies = lambda turn, heard: [says("\n\n".join(parts))]
    telegram.pause = 1
    await an.writes("một")
    await until(lambda: telegram.begun == 1)
    await taken_over(room)
    receipt = Draft("mã của bác", card={"type": "receipt", "code": "7K3M-9QPX-2RTB"})
    await room.core.db.run(lambda s: outbox.write(s, room.core, an.chat_ref, [receipt]))
    await until(lambda: len(telegram.sent) == 1)
    await asyncio.sleep(1)
    assert telegram.begun == 1
    clock.skipped = 3601
    await settled(room, [ReplyState.SENT, ReplyState.SENT])
    assert telegram.texts == [*(part.strip() for part in parts), "mã của bác"]


async def test_a_message_that_is_tried_again_and_again_waits_too(
    make_room: MakeRoom, telegram: FakeChannel, rasa: FakeRasa, clock: Clock, an: Resident
) -> None:
    """Nobody takes it to Rasa, and so no apology and no offer comes of it."""
    await kill(an.room)
    an.room = await make_room(channels=[telegram], attempt_cap=10_000)
    rasa.faults.extend(["503"] * 10_000)
    await an.writes("một")
    await until(lambda: len(rasa.turns) > 1)
    await taken_over(an.room)
    await asyncio.sleep(1)  # a try may have been under way
    turns = len(rasa.turns)
    await asyncio.sleep(1)
    assert len(rasa.turns) == turns and telegram.begun == 0
    rasa.faults.clear()
    clock.skipped = 3601
    await until(lambda: len(telegram.sent) > 0)
    assert [text.split(": ")[-1] for text in telegram.texts] == ["một"]  # the answer, no offer before it


async def test_another_chat_hears_its_answers(an: Resident, room: Room, telegram: FakeChannel) -> None:
    await taken_over(room)
    await an.writes("một")
    await Resident(room, "67890", channel="telegram").writes("hai")
    await until(lambda: [chat for chat, _ in telegram.sent] == ["67890"])


async def test_a_pause_is_never_shortened(an: Resident, room: Room, rasa: FakeRasa, clock: Clock) -> None:
    """An older event of the platform may come late."""
    await taken_over(room)
    await taken_over(room, timedelta(minutes=-5))
    clock.skipped = 3500
    await an.writes("có ai không")
    await asyncio.sleep(1)
    assert rasa.messages() == []
    await taken_over(room, timedelta(seconds=4000))
    clock.skipped = 3601
    await asyncio.sleep(1)
    assert rasa.messages() == []
    clock.skipped = 4001
    await until(lambda: rasa.messages() == ["có ai không"])
