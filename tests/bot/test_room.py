"""The room keeps its clockwork going."""

import pytest

from bot.room import Room
from bot.settings import Settings
from tests.bot.conftest import Clock
from tests.bot.fake_channel import FakeChannel
from tests.bot.fake_rasa import FakeRasa
from tests.bot.resident import Resident
from tests.bot.serving import until


class Striking(Clock):
    """Raises while it is broken."""

    def __init__(self) -> None:
        super().__init__()
        self.broken = False
        self.struck = 0

    def __call__(self) -> float:
        if self.broken:
            self.struck += 1
            raise ValueError("a fault of ours")
        return super().__call__()


async def test_a_fault_in_one_tick_does_not_silence_the_next(
    settings: Settings, rasa: FakeRasa, caplog: pytest.LogCaptureFixture
) -> None:
    clock, channel = Striking(), FakeChannel()
    room = Room(settings.model_copy(update={"hold_after": 0.5}), [channel], clock)
    await room.start()
    try:
        clock.broken = True
        await until(lambda: clock.struck > 1)
        clock.broken = False
        rasa.delay = lambda message: 3
        await Resident(room, "12345", channel="telegram").writes("một")
        await until(lambda: len(channel.sent) == 2)
    finally:
        await room.stop()
    assert "trả lời chậm" in channel.texts[0] and channel.texts[1] == "nghe 1: một"
    assert "tick_failed error=ValueError" in caplog.text


class Ailing(FakeChannel):
    """Needs a person."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self.names = list(names)

    def troubles(self) -> list[str]:
        return self.names


async def test_health_shows_what_only_a_person_can_mend(settings: Settings) -> None:
    channel = Ailing("webhook_silent")
    room = Room(settings, [channel])
    await room.start()
    try:
        assert (await room.health()).troubles == {"telegram": ["webhook_silent"]}
        channel.names.clear()
        assert (await room.health()).troubles == {}
    finally:
        await room.stop()
