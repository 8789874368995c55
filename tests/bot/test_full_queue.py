"""A chat's queue is full: said once, and the button for a queue that does not move still works."""

import asyncio

import pytest
from sqlmodel import col, func, select

from bot.incoming import Kind
from bot.room import Room
from bot.tables import UNFINISHED, InboxRow, ReplyRow
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_channel import FakeChannel
from tests.bot.fake_rasa import FakeActions, FakeRasa
from tests.bot.resident import Resident
from tests.bot.serving import until


@pytest.fixture
def telegram() -> FakeChannel:
    return FakeChannel()


@pytest.fixture
async def room(make_room: MakeRoom, telegram: FakeChannel) -> Room:
    return await make_room(channels=[telegram], queue_cap=4, attempt_cap=10_000, rasa_read_timeout=30)


@pytest.fixture
def an(room: Room) -> Resident:
    return Resident(room, "12345", channel="telegram")


def told(telegram: FakeChannel) -> int:
    return sum("chưa được lưu" in text for text in telegram.texts)


async def answered_all(room: Room, telegram: FakeChannel) -> None:
    waiting = select(func.count()).where(col(InboxRow.state).in_(UNFINISHED))
    written = select(func.count(col(ReplyRow.id)))
    async with asyncio.timeout(20):
        while True:
            if not await room.core.db.run(lambda s: s.exec(waiting).one()):
                break
            await asyncio.sleep(0.05)
    replies = await room.core.db.run(lambda s: s.exec(written).one())
    await until(lambda: len(telegram.sent) == replies)


async def fill(an: Resident) -> None:
    while (await an.writes("nữa")).arrival.value == "new":
        pass


async def test_who_writes_faster_than_we_answer_is_told_once(
    an: Resident, room: Room, telegram: FakeChannel, rasa: FakeRasa
) -> None:
    """Edge case 30."""
    rasa.delay = lambda message: 0.1
    for answered in range(1, 20):  # each answer makes room for one message, which the next two fill and overfill
        await fill(an)
        await until(lambda seen=answered: len(rasa.turns) > seen)  # type: ignore[misc]
    await answered_all(room, telegram)
    assert told(telegram) == 1
    await fill(an)  # another time
    await until(lambda: told(telegram) == 2)


async def test_who_waits_as_asked_and_writes_again_is_not_met_with_silence(
    an: Resident, telegram: FakeChannel, rasa: FakeRasa, clock: Clock
) -> None:
    rasa.delay = lambda message: 25
    await fill(an)
    await until(lambda: told(telegram) == 1)
    for again in range(2, 5):
        clock.skipped += 60
        assert (await an.writes("gửi lại")).arrival.value == "queue_full"
        await until(lambda seen=again: told(telegram) == seen)  # type: ignore[misc]
        for _ in range(5):  # a flood within minutes is still told once
            clock.skipped += 20
            assert (await an.writes("nữa")).arrival.value == "queue_full"
        await asyncio.sleep(0.2)
        assert told(telegram) == again


async def test_the_words_can_go_to_the_police_while_the_queue_is_full(
    an: Resident, telegram: FakeChannel, rasa: FakeRasa, actions: FakeActions, clock: Clock
) -> None:
    rasa.delay = lambda message: 25
    await an.writes("bị lừa")
    await until(lambda: len(rasa.turns) == 1)
    clock.skipped = 130
    await until(lambda: any(message.buttons for message in telegram.messages))
    [offer] = [message for message in telegram.messages if message.buttons]
    await fill(an)
    other = await an.writes(kind=Kind.BUTTON, button="not issued")
    assert other.arrival.value == "queue_full"
    pressed = await an.writes(kind=Kind.BUTTON, button=offer.buttons[0].token)
    assert pressed.arrival.value == "new"
    await until(lambda: len(actions.tips) == 1)
    assert actions.tips[0]["turns"] == ["bị lừa", "nữa", "nữa", "nữa"]
    await until(lambda: any("7K3M-9QPX-2RTB" in text for text in telegram.texts))
    again = await an.writes(kind=Kind.BUTTON, button=offer.buttons[0].token)
    assert again.arrival.value == "new" and len(actions.tips) == 1


async def test_so_they_can_by_words(
    an: Resident, telegram: FakeChannel, rasa: FakeRasa, actions: FakeActions, clock: Clock
) -> None:
    """Zalo has no buttons."""
    rasa.delay = lambda message: 25
    await an.writes("bị lừa")
    await until(lambda: len(rasa.turns) == 1)
    clock.skipped = 130
    await until(lambda: any(message.buttons for message in telegram.messages))
    await fill(an)
    assert (await an.writes("Gửi nguyên văn cho công an")).arrival.value == "new"
    await until(lambda: len(actions.tips) == 1)
