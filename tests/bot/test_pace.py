"""A fast writer is slowed down, told so once, and loses nothing."""

from bot.pace import Pace
from bot.room import Room
from tests.bot.fake_rasa import FakeRasa
from tests.bot.resident import Resident


def test_a_minutes_worth_at_once_then_one_at_a_time() -> None:
    now = 1000.0
    pace = Pace(20, lambda: now)
    assert [pace.take("an") for _ in range(23)] == [0.0] * 20 + [3.0, 6.0, 9.0]
    assert pace.take("binh") == 0.0
    now += 60
    assert pace.take("an") == 0.0


def test_a_notice_a_minute() -> None:
    now = 1000.0
    pace = Pace(20, lambda: now)
    assert [pace.may_notice("an"), pace.may_notice("an"), pace.may_notice("binh")] == [True, False, True]
    now += 61
    assert pace.may_notice("an")


async def test_nothing_is_lost(an: Resident, room: Room, rasa: FakeRasa) -> None:
    for _ in range(1010):  # a burst that came just before
        room._worker._pace.take(an.chat_ref)
    for text in "abc":
        await an.writes(text)
    texts = await an.waits_for(lambda texts: len(texts) == 4)
    assert "hơi nhanh" in texts[0]
    assert texts[1:] == ["nghe 1: a", "nghe 2: b", "nghe 3: c"]
