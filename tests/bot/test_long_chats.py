"""In a chat of many turns Rasa's conversation is cut outside of interviews; the report under way never is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bot import conversation
from bot.conversation import LONG_FLOW
from bot.evidence.belonging import report_of
from bot.incoming import Contact, Kind, Origin
from bot.tables import InboxRow
from tests.bot.conftest import MakeRoom
from tests.bot.fake_rasa import FakeActions, FakeRasa, says
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


@pytest.fixture
async def cut(make_room: MakeRoom, rasa: FakeRasa) -> Slow:
    """Bác An, who left a number and showed a message before Rasa's conversation was cut."""
    an = Slow(await make_room(), "an")
    await an.tells(kind=Kind.CONTACT, contact=Contact(phone="0900000463", name="An", own=True))
    await an.tells("chuyển tiền ngay", forwarded=True, origin=Origin("user", "Cán bộ Tú", "tu"))
    for number in range(LONG_FLOW + 1):
        await an.tells(f"hỏi {number}")
    assert told_last(rasa) == [f"hỏi {LONG_FLOW}"]
    return an


async def test_what_was_left_before_the_cut_goes_with_the_report(
    cut: Slow, rasa: FakeRasa, actions: FakeActions
) -> None:
    rasa.replies = lambda turn, heard: [says("mã", flow="done", card={"type": "receipt", "code": "7K3M-9QPX-2RTB"})]
    await cut.tells("gửi")
    await until(lambda: len(actions.files) == 1)
    notes = actions.files[0]["content"].decode()
    assert "0900000463" in notes and "Cán bộ Tú (@tu)" in notes


async def test_a_file_from_before_the_cut_still_belongs_to_the_report(cut: Slow) -> None:
    core = cut.room.core

    def keys(session: Session) -> tuple[str | None, str]:
        talk = conversation.of_chat(session, cut.chat_ref)
        assert talk.flow_start > 1
        return report_of(session, core, session.get_one(InboxRow, 1)), conversation.report_key(core.vault, talk)

    of_the_file, under_way = await core.db.run(keys)
    assert of_the_file == under_way


async def test_raw_words_offered_after_the_cut_are_all_of_the_report(
    cut: Slow, rasa: FakeRasa, actions: FakeActions
) -> None:
    rasa.breaks["tôi sợ lắm"] = "400"
    [parked] = await cut.says("tôi sợ lắm", received_at=cut.at())
    await cut.presses(parked.buttons[0].token)
    await until(lambda: len(actions.tips) == 1)
    words = actions.tips[0]["turns"]
    assert words[:2] == ["0900000463", "chuyển tiền ngay"] and words[-1] == "tôi sợ lắm"
    assert len(words) == LONG_FLOW + 4


async def test_raw_words_offered_before_the_cut_can_still_be_sent(
    make_room: MakeRoom, rasa: FakeRasa, actions: FakeActions
) -> None:
    an = Slow(await make_room(), "an")
    rasa.breaks["mất 50 triệu"] = "400"
    [parked] = await an.says("mất 50 triệu", received_at=an.at())
    for number in range(LONG_FLOW + 2):
        await an.tells(f"hỏi {number}")
    assert told_last(rasa) == [f"hỏi {LONG_FLOW + 1}"]
    await an.presses(parked.buttons[0].token)
    await until(lambda: len(actions.tips) == 1)
    assert actions.tips[0]["turns"][0] == "mất 50 triệu"
