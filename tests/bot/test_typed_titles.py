"""Whoever types a button's title has pressed it; whoever types anything else has not."""

import unicodedata

import pytest
from sqlmodel import update

from bot.incoming import Kind
from bot.tables import ReplyRow
from bot.typed_title import LONGEST, means
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_rasa import FakeActions, FakeRasa, Item, says
from tests.bot.resident import Resident
from tests.bot.test_crashes import kill
from tests.bot.test_raw_tips import stuck as stuck  # the fixture

SUMMARY = (("Đúng rồi", "/affirm"), ("Sửa lại", "/correct"), ("Thôi, không gửi", "/cancel"))


async def offer(an: Resident, rasa: FakeRasa, *items: Item) -> None:
    """One turn with these replies; every later one has a reply without buttons."""
    rasa.replies = lambda turn, heard: list(items)
    await an.says("hỏi")
    rasa.replies = lambda turn, heard: [says("vâng")]
    rasa.turns.clear()


async def heard_as(an: Resident, rasa: FakeRasa, text: str, **fields: object) -> str:
    """What reaches Rasa when the text is typed under the summary."""
    await offer(an, rasa, says("Đúng chưa ạ?", *SUMMARY))
    await an.says(text, **fields)
    return rasa.messages()[-1]


@pytest.mark.parametrize(
    "typed", ["Sửa lại", "sua lai", "SỬA LẠI!", "  “Sửa  lại”.\n", "SUA LAI", unicodedata.normalize("NFD", "sửa lại")]
)
async def test_a_typed_title_is_a_press(an: Resident, rasa: FakeRasa, typed: str) -> None:
    assert await heard_as(an, rasa, typed) == "/correct"


@pytest.mark.parametrize("typed", ["thôi không gửi", "thoi khong gui", "Thôi, không gửi"])
async def test_punctuation_within_a_title_is_free(an: Resident, rasa: FakeRasa, typed: str) -> None:
    assert await heard_as(an, rasa, typed) == "/cancel"


@pytest.mark.parametrize(
    "typed",
    [
        "dừng rồi",
        "đừng rồi",
        "đung roi",
        "dung",
        "đúng",
        "Đúng!",
        "sửa lai",
        "sửa lại số tiền",
        "sửa",
        "thôi",
        "không gửi",
    ],
)
async def test_what_only_resembles_a_title_stays_text(an: Resident, rasa: FakeRasa, typed: str) -> None:
    assert await heard_as(an, rasa, typed) == typed


async def test_forwarded_words_press_nothing(an: Resident, rasa: FakeRasa) -> None:
    assert await heard_as(an, rasa, "Sửa lại", forwarded=True) == "Sửa lại"


async def test_a_caption_presses_nothing(an: Resident, rasa: FakeRasa) -> None:
    assert await heard_as(an, rasa, "Sửa lại", kind=Kind.ATTACHMENT) == "Sửa lại"


def test_the_unclear_word_presses_nothing_even_where_it_is_a_title() -> None:
    assert not any(means(typed, title) for typed in ("dung", "đúng", "DỪNG.") for title in ("Dừng", "Đúng"))


def test_nothing_readable_is_no_title() -> None:
    assert not means("!!!", "…") and not means("", "")
    assert means("✅ đúng rồi", "✅️ Đúng rồi") and means("dung roi", "✅️ Đúng rồi")


def test_a_long_text_is_no_title() -> None:
    assert means("á" * LONGEST, "á" * LONGEST)
    assert means(unicodedata.normalize("NFD", "ấ" * LONGEST), "ấ" * LONGEST)
    assert not means("á" * (LONGEST + 1), "á" * (LONGEST + 1))
    assert not means("sửa lại" + "!" * LONGEST, "Sửa lại")


async def test_of_equal_titles_the_first_counts(an: Resident, rasa: FakeRasa) -> None:
    await offer(an, rasa, says("một", ("Bỏ qua", "/skip")), says("hai", ("BỎ QUA!", "/leave")))
    await an.says("bo qua")
    assert rasa.messages() == ["/skip"]


@pytest.mark.parametrize(("typed", "payload"), [("bo qua", "/skip"), ("có", "/affirm")])
async def test_every_bubble_of_the_latest_turn_counts(an: Resident, rasa: FakeRasa, typed: str, payload: str) -> None:
    await offer(an, rasa, says("một", ("Bỏ qua", "/skip")), says("hai", ("Có", "/affirm")), says("ba"))
    await an.says(typed)
    assert rasa.messages() == [payload]


async def test_diacritics_tell_two_buttons_apart(an: Resident, rasa: FakeRasa) -> None:
    await offer(an, rasa, says("chọn", ("Đúng rồi", "/affirm"), ("Dừng rồi", "/cancel")))
    await an.says("dừng rồi")
    assert rasa.messages() == ["/cancel"]


async def test_buttons_of_an_earlier_turn_are_over(an: Resident, rasa: FakeRasa) -> None:
    await offer(an, rasa, says("Đúng chưa ạ?", *SUMMARY))
    await an.says("khoan đã")
    await an.says("Sửa lại")
    assert rasa.messages() == ["khoan đã", "Sửa lại"]


async def test_expired_buttons_are_over(an: Resident, rasa: FakeRasa, clock: Clock) -> None:
    await offer(an, rasa, says("Đúng chưa ạ?", *SUMMARY))
    clock.skipped = 7 * 24 * 3600 + 1
    await an.says("Sửa lại")
    assert rasa.messages()[-1] == "Sửa lại"


async def test_another_chats_buttons_do_not_count(an: Resident, binh: Resident, rasa: FakeRasa) -> None:
    await offer(an, rasa, says("Đúng chưa ạ?", *SUMMARY))
    await binh.says("Sửa lại")
    assert rasa.messages() == ["Sửa lại"]


async def test_a_replay_in_the_next_process_says_the_same(make_room: MakeRoom, rasa: FakeRasa) -> None:
    first = await make_room()
    an = Resident(first, "an")
    assert await heard_as(an, rasa, "sua lai") == "/correct"
    await kill(first)
    an.room = await make_room()
    rasa.faults.append("503")
    await an.says("sua lai")  # by now there is no such button
    assert rasa.messages() == ["/correct", "sua lai", "hỏi", "/correct", "sua lai"]


async def test_a_repeated_update_is_decided_once(an: Resident, rasa: FakeRasa) -> None:
    await offer(an, rasa, says("Đúng chưa ạ?", *SUMMARY))
    first = await an.says("sửa lại", event_id="twice")
    assert await an.says("sửa lại", event_id="twice") == first
    assert rasa.messages() == ["/correct"]


async def test_a_damaged_reply_keeps_no_message_out(an: Resident, rasa: FakeRasa) -> None:
    await offer(an, rasa, says("Đúng chưa ạ?", *SUMMARY))

    await an.room.core.db.run(lambda s: s.exec(update(ReplyRow).values(sealed=b"x" * 40)))
    await an.writes("sửa lại")
    await an.says("còn đó không")
    assert rasa.messages() == ["sửa lại", "còn đó không"]


async def test_the_offer_to_the_police_can_be_typed(stuck: Resident, actions: FakeActions) -> None:
    [accepted] = await stuck.hears("gui nguyen van cho cong an")
    assert "đang chuyển nguyên văn" in accepted
    await stuck.waits_for(lambda texts: any("7K3M-9QPX-2RTB" in text for text in texts))
    assert actions.tips[0]["turns"] == ["họ đòi 5 triệu", "/số 0900000463", "tôi sợ lắm"]


async def test_a_raw_tip_holds_the_title_as_the_visible_words(
    make_room: MakeRoom, rasa: FakeRasa, actions: FakeActions
) -> None:
    an = Resident(await make_room(attempt_cap=1), "an")
    await heard_as(an, rasa, "SUA LAI")
    [apology] = await an.says("độc")
    await an.presses(apology.buttons[0].token)
    await an.waits_for(lambda texts: any("7K3M-9QPX-2RTB" in text for text in texts))
    assert actions.tips[0]["turns"] == ["hỏi", "Sửa lại", "độc"]


@pytest.mark.parametrize("text", ["đồng ý gửi?", "Đồng ý gửi ?"])
def test_a_question_is_no_agreement(text: str) -> None:
    assert means("đồng ý gửi", "Đồng ý gửi")
    assert not means(text, "Đồng ý gửi")
    assert means("lay lai tien duoc khong", "Lấy lại tiền được không?")
