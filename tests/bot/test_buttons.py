"""A token works for the chat it was issued to, for a week, and for nobody else."""

from bot.incoming import Kind
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
