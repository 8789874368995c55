"""A token works for the chat it was issued to, for a week, and for nobody else."""

import asyncio
from datetime import UTC, datetime

from bot.incoming import Kind
from bot.room import Room
from tests.bot.conftest import Clock
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident


async def ask(an: Resident, rasa: FakeRasa) -> str:
    rasa.replies = lambda turn, heard: [says("chọn", ("Có", "/affirm"))]
    [reply] = await an.says("hỏi")
    rasa.turns.clear()
    return reply.buttons[0].token


async def test_tokens_tell_nothing_and_fit_every_platform(an: Resident, rasa: FakeRasa) -> None:
    token = await ask(an, rasa)
    assert len(token) == 16 and token.isascii() and "affirm" not in token


async def test_a_forged_token_makes_no_turn(an: Resident, rasa: FakeRasa) -> None:
    await ask(an, rasa)
    for forged in ("/affirm", "AAAAAAAAAAAAAAAA", "", "' OR 1=1 --"):
        [reply] = await an.presses(forged)
        assert "không dùng được nữa" in reply.text and "113" in reply.text
    assert rasa.turns == []


async def test_another_chats_token_makes_no_turn(an: Resident, binh: Resident, rasa: FakeRasa) -> None:
    token = await ask(an, rasa)
    [reply] = await binh.presses(token)
    assert "không dùng được nữa" in reply.text
    assert rasa.turns == []


async def test_an_old_token_makes_no_turn(an: Resident, rasa: FakeRasa, clock: Clock) -> None:
    token = await ask(an, rasa)
    clock.skipped = 7 * 24 * 3600 + 1
    [reply] = await an.presses(token)
    assert "không dùng được nữa" in reply.text
    assert rasa.turns == []


async def test_a_payload_is_replayed_too(an: Resident, rasa: FakeRasa) -> None:
    token = await ask(an, rasa)
    await an.presses(token)
    rasa.faults.append("503")
    await an.says("tiếp")
    assert rasa.messages() == ["/affirm", "tiếp", "hỏi", "/affirm", "tiếp"]


async def test_text_that_equals_a_token_is_only_text(an: Resident, rasa: FakeRasa) -> None:
    token = await ask(an, rasa)
    await an.says(token, kind=Kind.TEXT)
    assert rasa.messages() == [token]


async def asked(an: Resident, rasa: FakeRasa, *titles: str) -> list[str]:
    """An interview's question; the tokens of its buttons."""
    rasa.active_loop = "report_form"
    rasa.replies = lambda turn, heard: [says(f"câu {len(heard)}", *((title, f"/{title}") for title in titles))]
    [reply] = await an.says("báo")
    rasa.turns.clear()
    return [button.token for button in reply.buttons]


async def test_edge_08_a_question_is_answered_once_however_often_its_button_is_tapped(
    an: Resident, rasa: FakeRasa
) -> None:
    """Two quick taps on "Đúng rồi" must not answer the question after it, which nobody has read."""
    right, wrong = await asked(an, rasa, "right", "wrong")
    rasa.delay = lambda message: 0.5 if message == "/right" else 0
    first, second = await asyncio.gather(an.presses(right), an.presses(right))
    assert [reply.text for reply in first] == ["câu 2"]
    assert "chọn mục này rồi" in second[0].text and [button.title for button in second[0].buttons] == ["right", "wrong"]
    [reply] = await an.presses(wrong)
    assert "chọn mục này rồi" in reply.text, "what stood beside it is answered as well"
    assert rasa.messages() == ["/right"]
    await an.presses(reply.buttons[0].token)
    assert rasa.messages() == ["/right", "/right"], "the question that is open now can be answered"


async def test_edge_08_a_question_asked_before_the_last_cannot_be_answered_any_more(
    an: Resident, rasa: FakeRasa
) -> None:
    [old] = await asked(an, rasa, "skip")
    await asked(an, rasa, "skip")
    [reply] = await an.presses(old)
    assert "là cho câu trước" in reply.text and rasa.messages() == []


async def test_edge_08_a_menu_works_again_but_not_twice_by_a_double_tap(
    an: Resident, rasa: FakeRasa, clock: Clock
) -> None:
    """Outside an interview an older list may be used for its next entry, and the same again later."""
    rasa.replies = lambda turn, heard: [says("chọn", ("một", "/a"), ("hai", "/b"))]
    [reply] = await an.says("hỏi")
    one, two = (button.token for button in reply.buttons)
    rasa.turns.clear()
    for token in (one, one, two):
        await an.presses(token)
    assert rasa.messages() == ["/a", "/b"]
    clock.skipped += 60
    await an.presses(one)
    assert rasa.messages() == ["/a", "/b", "/a"]


async def test_a_title_typed_twice_presses_once_and_is_words_after(an: Resident, rasa: FakeRasa) -> None:
    await asked(an, rasa, "Đúng rồi")
    rasa.delay = lambda message: 0.5 if message.startswith("/") else 0
    await asyncio.gather(an.says("đúng rồi"), an.says("đúng rồi"))
    assert rasa.messages() == ["/Đúng rồi", "đúng rồi"]


async def test_words_to_a_person_who_has_taken_over_press_nothing(an: Resident, rasa: FakeRasa, room: Room) -> None:
    await asked(an, rasa, "Đồng ý gửi")
    until_then = datetime.fromtimestamp(room.core.clock() + 2, UTC)
    await room.inbox.pause(an.channel, an.name, until_then)
    await an.says("đồng ý gửi")
    assert rasa.messages() == ["đồng ý gửi"]
