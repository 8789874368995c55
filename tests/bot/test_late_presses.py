"""A button answers the question it was shown with, never one that was asked while the press waited its turn."""

import asyncio
from dataclasses import asdict

import pytest
from sqlmodel import Session, select

from bot.channels.channel import Traits
from bot.channels.web.answer import answer
from bot.content import content_of
from bot.incoming import Kind
from bot.reply import IssuedButton
from bot.room import Room
from bot.tables import ButtonRow, InboxRow
from tests.bot.conftest import MakeRoom
from tests.bot.fake_channel import FakeChannel
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_crashes import kill

PASSED = "là cho câu trước"
SPENT = "chọn mục này rồi"


@pytest.fixture(autouse=True)
def _interview(rasa: FakeRasa) -> None:
    """Each turn of it asks another question, with the same two buttons."""
    rasa.active_loop = "report_form"
    rasa.replies = lambda turn, heard: [says(f"câu {len(heard)}", ("Đồng ý gửi", "/consent"), ("Bỏ qua", "/skip"))]
    rasa.delay = lambda message: 0.5 if message == "chờ" else 0


async def open_question(an: Resident) -> tuple[IssuedButton, IssuedButton]:
    """Its two buttons: consent, skip."""
    await an.says("báo")
    consent, skip = (await an.history())[-1].reply.buttons
    return consent, skip


async def test_a_tap_behind_a_message_does_not_answer_what_that_message_led_to(an: Resident, rasa: FakeRasa) -> None:
    consent, _ = await open_question(an)
    await an.writes("chờ")
    [reply] = await an.presses(consent.token)
    assert rasa.messages() == ["báo", "chờ"]
    assert PASSED in reply.text and "113" in reply.text
    assert [button.title for button in reply.buttons] == ["Đồng ý gửi", "Bỏ qua"]
    await an.presses(reply.buttons[0].token)
    assert rasa.messages()[2:] == ["/consent"], "what is open now can be answered"


async def test_impatient_taps_are_never_said_to_have_been_heard(an: Resident, rasa: FakeRasa) -> None:
    """Whoever believes that the consent was taken waits for a code that does not come."""
    consent, _ = await open_question(an)
    await an.writes("chờ")
    two = await asyncio.gather(an.presses(consent.token), an.presses(consent.token))
    third = await an.presses(consent.token)
    assert rasa.messages() == ["báo", "chờ"]
    assert [PASSED in reply.text for [reply] in (*two, third)] == [True] * 3


async def test_where_no_list_is_open_any_more_the_tap_is_answered_in_words(an: Resident, rasa: FakeRasa) -> None:
    consent, _ = await open_question(an)
    rasa.replies = lambda turn, heard: [says("Tôi đã dừng lại.")]
    await an.writes("chờ")
    [reply] = await an.presses(consent.token)
    assert PASSED in reply.text and not reply.buttons and rasa.messages() == ["báo", "chờ"]


async def test_a_second_tap_hears_that_the_first_counted(an: Resident, rasa: FakeRasa) -> None:
    _, skip = await open_question(an)
    await an.presses(skip.token)
    await an.says("đây")
    [reply] = await an.presses(skip.token)
    assert SPENT in reply.text and rasa.messages() == ["báo", "/skip", "đây"]


@pytest.mark.parametrize("typed", ["Bỏ qua", "bo qua"])
async def test_a_typed_title_waits_its_turn_like_a_tap(an: Resident, rasa: FakeRasa, typed: str) -> None:
    await open_question(an)
    await an.writes("chờ")
    [reply] = await an.says(typed)
    assert PASSED in reply.text and rasa.messages() == ["báo", "chờ"]


async def test_so_does_a_typed_number(make_room: MakeRoom, rasa: FakeRasa) -> None:
    channel = FakeChannel(Traits(numbered=True))
    an = Resident(await make_room(channels=[channel]), "an", channel="telegram")
    await an.writes("báo")
    await until(lambda: len(channel.sent) == 1)
    await an.writes("chờ")
    await an.writes("2")
    await until(lambda: len(channel.sent) == 3)
    assert PASSED in channel.texts[2] and rasa.messages() == ["báo", "chờ"]
    await an.writes("2")
    await until(lambda: len(channel.sent) == 4)
    assert rasa.messages()[2:] == ["/skip"]


@pytest.mark.parametrize(
    ("fault", "kind"), [("400", Kind.TEXT), (None, Kind.UNSUPPORTED)], ids=["parked", "answered by the bot"]
)
async def test_a_message_that_leads_to_no_question_leaves_the_tap_its_own(
    an: Resident, rasa: FakeRasa, fault: str | None, kind: Kind
) -> None:
    _, skip = await open_question(an)
    rasa.breaks |= {"chờ": fault} if fault else {}
    await an.writes("chờ" if kind is Kind.TEXT else None, kind=kind)
    [reply] = await an.presses(skip.token)
    assert reply.text.startswith("câu") and rasa.messages()[-1] == "/skip"


async def test_a_tap_that_waited_through_a_crash_is_judged_the_same(make_room: MakeRoom, rasa: FakeRasa) -> None:
    an = Resident(await make_room(), "an")
    _, skip = await open_question(an)
    await an.writes("chờ")
    await an.writes(kind=Kind.BUTTON, button=skip.token)
    await until(lambda: rasa.messages() == ["báo", "chờ"])
    await kill(an.room)
    an.room = await make_room()
    assert PASSED in (await an.waits_for(lambda texts: len(texts) == 3))[2]
    rasa.forgets()
    await an.says("tiếp")
    assert rasa.messages()[2:] == ["báo", "chờ", "báo", "chờ", "tiếp"], "no replay says it either"


async def test_a_tap_that_was_with_rasa_in_a_crash_still_counts(make_room: MakeRoom, rasa: FakeRasa) -> None:
    an = Resident(await make_room(), "an")
    _, skip = await open_question(an)
    rasa.delay = lambda message: 0.5 if message == "/skip" else 0
    await an.writes(kind=Kind.BUTTON, button=skip.token)
    await until(lambda: rasa.messages() == ["báo", "/skip"])
    await kill(an.room)
    an.room = await make_room()
    assert await an.waits_for(lambda texts: len(texts) == 2) == ["câu 1", "câu 2"]
    assert rasa.messages() == ["báo", "/skip", "báo", "/skip"]


async def test_what_an_earlier_program_left_is_read_as_it_was_meant(an: Resident, room: Room, rasa: FakeRasa) -> None:
    """Its rows and buttons do not tell which question they answer."""
    _, skip = await open_question(an)
    await an.writes("chờ")
    receipt = await an.writes(kind=Kind.BUTTON, button=skip.token)

    def as_before(session: Session) -> None:
        row = session.get_one(InboxRow, receipt.row)
        value = asdict(content_of(room.core, row))
        del value["question"], value["passed"]
        row.sealed = room.core.vault.seal(value, f"inbox|{row.event_key}")
        for button in session.exec(select(ButtonRow)):
            name = f"button|{button.token}"
            kept = room.core.vault.open(button.sealed, name)
            kept.pop("question", None)
            button.sealed = room.core.vault.seal(kept, name)

    await room.core.db.run(as_before)
    await answer(room.core, receipt)
    assert rasa.messages() == ["báo", "chờ", "/skip"]
    [reply] = await an.presses(skip.token)
    assert SPENT in reply.text
