"""Edge case 29: "typing…" shows that an answer is on its way, and never holds it up."""

import asyncio
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest

from bot.room import Room
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_channel import FakeChannel
from tests.bot.fake_rasa import FakeRasa
from tests.bot.resident import Resident
from tests.bot.serving import until


class TypingChannel(FakeChannel):
    """`hold`: seconds that showing it takes; `fails`: whether it breaks its promise and raises."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, float]] = []
        self.cut_off = 0
        self.hold = 0.0
        self.fails = False

    async def typing(self, chat_id: str) -> None:
        self.shown.append((chat_id, monotonic()))
        if self.fails:
            raise RuntimeError("a fault of the channel")
        try:
            await asyncio.sleep(self.hold)
        except asyncio.CancelledError:
            self.cut_off += 1
            raise


@pytest.fixture
def channel() -> TypingChannel:
    return TypingChannel()


@pytest.fixture
async def room(make_room: MakeRoom, channel: TypingChannel) -> Room:
    return await make_room(channels=[channel], rasa_read_timeout=30.0, hold_after=60.0)


@pytest.fixture
def an(room: Room) -> Resident:
    return Resident(room, "12345", channel="telegram")


async def test_it_is_shown_at_once_refreshed_and_ends_with_the_answer(
    an: Resident, channel: TypingChannel, rasa: FakeRasa
) -> None:
    rasa.delay = lambda message: 7
    begun = monotonic()
    await an.writes("lâu")
    await until(lambda: len(channel.sent) == 1)
    first, second = (at - begun for _, at in channel.shown)
    assert {chat for chat, _ in channel.shown} == {"12345"}
    assert first < 2 and second >= 4
    await asyncio.sleep(4.5)
    assert len(channel.shown) == 2


async def test_a_slow_display_delays_nothing_and_is_cut_off(
    an: Resident, channel: TypingChannel, rasa: FakeRasa
) -> None:
    channel.hold = 3600
    rasa.delay = lambda message: 1
    await an.writes("một")
    await until(lambda: len(channel.sent) == 1)
    await until(lambda: channel.cut_off == 1)
    assert len(channel.shown) == 1


async def test_a_failing_display_stops_and_delays_nothing(an: Resident, channel: TypingChannel, rasa: FakeRasa) -> None:
    channel.fails = True
    rasa.delay = lambda message: 5
    await an.writes("một")
    await until(lambda: len(channel.sent) == 1)
    assert len(channel.shown) == 1
    rasa.delay = lambda message: 1
    channel.fails = False
    await an.writes("hai")
    await until(lambda: len(channel.sent) == 2)
    assert len(channel.shown) == 2


async def test_many_messages_at_once_show_it_once(an: Resident, channel: TypingChannel, rasa: FakeRasa) -> None:
    rasa.delay = lambda message: 0.1
    await asyncio.gather(*(an.writes(f"{number}") for number in range(4)))
    await until(lambda: len(channel.sent) == 4)
    assert len(channel.shown) == 1


async def test_whoever_waits_too_long_sees_no_more_of_it(
    an: Resident, channel: TypingChannel, rasa: FakeRasa, clock: Clock
) -> None:
    rasa.delay = lambda message: 7
    await an.writes("lâu")
    await until(lambda: len(channel.shown) == 1)
    clock.skipped = 121
    await until(lambda: len(channel.sent) >= 1)
    assert len(channel.shown) == 1


async def test_while_a_person_answers_nothing_is_shown(an: Resident, channel: TypingChannel, room: Room) -> None:
    """Edge case 18."""
    await room.inbox.pause("telegram", "12345", datetime.now(UTC) + timedelta(hours=1))
    await an.writes("một")
    await Resident(room, "67890", channel="telegram").writes("hai")
    await until(lambda: len(channel.sent) == 1)
    assert {chat for chat, _ in channel.shown} == {"67890"}
