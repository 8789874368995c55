"""In a chat of many turns Rasa's conversation is cut short outside of interviews, a running report never."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.conversation import LONG_FLOW
from tests.bot.conftest import MakeRoom
from tests.bot.fake_rasa import FakeRasa
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_crashes import kill

EIGHT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


class Slow(Resident):
    """Writes once a minute: no message goes along with another."""

    minutes = 0

    def at(self) -> datetime:
        self.minutes += 1
        return EIGHT + self.minutes * timedelta(minutes=1)

    async def tells(self, text: str | None = None, **fields: Any) -> list[str]:
        return await self.hears(text, received_at=self.at(), **fields)


@pytest.fixture
async def interviewed(make_room: MakeRoom, rasa: FakeRasa) -> Slow:
    """Bác An, whose report is under way after a long chat."""
    an = Slow(await make_room(), "an")
    for number in range(LONG_FLOW):
        await an.tells(f"hỏi {number}")
    rasa.active_loop = "report_form"
    await an.tells("tôi muốn báo")
    return an


STORY = [*(f"hỏi {number}" for number in range(LONG_FLOW)), "tôi muốn báo", "mất 5 triệu"]


def told_last(rasa: FakeRasa) -> list[str]:
    """What the conversation of the latest turn holds."""
    return rasa.heard[rasa.senders()[-1]]


@pytest.mark.parametrize("fault", ["restart", "409", "503"])
async def test_an_interview_goes_on_where_rasa_failed(interviewed: Slow, rasa: FakeRasa, fault: str) -> None:
    if fault == "restart":
        rasa.forgets()
    else:
        rasa.faults.append(fault)
    assert await interviewed.tells("mất 5 triệu") == [f"nghe {len(STORY)}: mất 5 triệu"]
    assert told_last(rasa) == STORY


async def test_an_interview_goes_on_where_the_bot_was_killed(
    interviewed: Slow, make_room: MakeRoom, rasa: FakeRasa
) -> None:
    rasa.delay = lambda message: 0.3 if message == "mất 5 triệu" else 0
    await interviewed.writes("mất 5 triệu", received_at=interviewed.at())
    await until(lambda: rasa.messages()[-1] == "mất 5 triệu")
    await kill(interviewed.room)
    interviewed.room = await make_room()
    await interviewed.waits_for(lambda texts: len(texts) == len(STORY))
    assert told_last(rasa) == STORY


async def test_an_interview_goes_on_after_a_message_that_would_not_go_through(
    interviewed: Slow, rasa: FakeRasa
) -> None:
    rasa.breaks["không qua được"] = "400"
    await interviewed.tells("không qua được")
    await interviewed.tells("mất 5 triệu")
    assert told_last(rasa) == STORY
