"""The process dies between sending a turn and storing its answer; the next one takes over."""

import asyncio

import pytest

from bot.room import Room
from bot.tables import InboxRow, InboxState
from tests.bot.conftest import MakeRoom
from tests.bot.fake_rasa import FakeRasa
from tests.bot.resident import Resident
from tests.bot.serving import until


async def kill(room: Room) -> None:
    """As kill -9 leaves it: tasks gone wherever they stand, the file as the last commit left it."""
    assert room._ticking is not None
    room._ticking.cancel()
    for part in (room._worker, room._keeper, room._courier, room._raw_tips, room._evidence, room._typing):
        await part.lanes.close()
    await room._reader.close()
    room.core.db.close()


@pytest.fixture(autouse=True)
def _patient(rasa: FakeRasa) -> None:
    rasa.delay = lambda message: 0.3 if message == "chờ" else 0


async def test_a_turn_found_in_flight_goes_to_a_fresh_conversation_with_replay(
    make_room: MakeRoom, rasa: FakeRasa
) -> None:
    first = await make_room()
    an = Resident(first, "an")
    await an.says("một")
    await an.says("hai")
    receipt = await an.writes("chờ")
    await until(lambda: len(rasa.turns) >= 3)
    state = await first.core.db.run(lambda s: s.get_one(InboxRow, receipt.row).state)
    assert state is InboxState.IN_FLIGHT
    await kill(first)

    an.room = await make_room()
    texts = await an.waits_for(lambda texts: len(texts) >= 3)
    assert texts == ["nghe 1: một", "nghe 2: hai", "nghe 3: chờ"]
    assert rasa.messages() == ["một", "hai", "chờ", "một", "hai", "chờ"]
    assert rasa.senders()[2] != rasa.senders()[3]
    assert rasa.turns[2]["metadata"] == rasa.turns[5]["metadata"]
    assert rasa.repeated == 0
    await asyncio.sleep(0.2)
    assert len(await an.history()) == 3


async def test_a_message_that_waited_is_answered_by_the_next_process(make_room: MakeRoom, rasa: FakeRasa) -> None:
    first = await make_room()
    an = Resident(first, "an")
    await an.writes("chờ")
    await an.writes("sau")
    await kill(first)
    an.room = await make_room()
    assert (await an.waits_for(lambda texts: len(texts) >= 2))[-1] == "nghe 2: sau"


async def test_a_repeat_after_the_crash_is_still_a_repeat(make_room: MakeRoom, rasa: FakeRasa) -> None:
    """Edge case 2."""
    first = await make_room()
    an = Resident(first, "an")
    await an.says("một", event_id="7")
    await kill(first)
    an.room = await make_room()
    assert await an.hears("một", event_id="7") == ["nghe 1: một"]
    assert rasa.messages() == ["một"]


async def test_a_chat_that_kills_the_process_is_parked_in_the_end(make_room: MakeRoom, rasa: FakeRasa) -> None:
    an = Resident(await make_room(), "an")
    await an.writes("chờ")
    for number in range(4):  # attempts are counted before they leave
        await until(lambda seen=number: len(rasa.turns) > seen)  # type: ignore[misc]
        await kill(an.room)
        an.room = await make_room()
    [apology] = await an.waits_for(lambda texts: len(texts) >= 1)
    assert "gửi nguyên văn" in apology
    assert len(rasa.turns) == 4
