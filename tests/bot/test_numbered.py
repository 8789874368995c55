"""Edge case 9: where a platform has no buttons, a typed number presses one of the list."""

import pytest

from bot.channels.channel import Traits
from bot.channels.numbered import numbered
from bot.reply import IssuedButton, Reply
from bot.room import Room
from bot.typed_number import number_in
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_channel import BUSY, FakeChannel
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until

SUMMARY = (("Đúng rồi", "/affirm"), ("Sửa lại", "/correct"), ("Thôi, không gửi", "/cancel"))
LIST = "Đúng chưa ạ?\n\nBác trả lời bằng số:\n1. Đúng rồi\n2. Sửa lại\n3. Thôi, không gửi"


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel(Traits(numbered=True))


@pytest.fixture
async def room(make_room: MakeRoom, channel: FakeChannel) -> Room:
    return await make_room(channels=[channel])


@pytest.fixture
async def an(room: Room, rasa: FakeRasa, channel: FakeChannel) -> Resident:
    """The summary was read; whatever Rasa hears next it answers without buttons."""
    rasa.replies = lambda turn, heard: [says("vâng")] if len(heard) > 1 else [says("Đúng chưa ạ?", *SUMMARY)]
    an = Resident(room, "an", channel="telegram")
    await an.writes("hỏi")
    await until(lambda: channel.texts == [LIST])
    return an


async def heard_as(an: Resident, rasa: FakeRasa, channel: FakeChannel, typed: str, **fields: object) -> str:
    before = len(channel.sent)
    await an.writes(typed, **fields)
    await until(lambda: len(channel.sent) > before)
    return rasa.messages()[-1]


@pytest.mark.parametrize(
    ("typed", "payload"),
    [("1", "/affirm"), ("2.", "/correct"), ("số 3", "/cancel"), ("so 1", "/affirm"), ("Chọn 2", "/correct")],
)
async def test_a_number_presses_its_button(
    an: Resident, rasa: FakeRasa, channel: FakeChannel, typed: str, payload: str
) -> None:
    assert await heard_as(an, rasa, channel, typed) == payload


async def test_a_title_without_marks_presses_too(an: Resident, rasa: FakeRasa, channel: FakeChannel) -> None:
    assert await heard_as(an, rasa, channel, "sua lai") == "/correct"


@pytest.mark.parametrize("typed", ["0901234567", "500", "2 triệu", "1 2", "1?", "số điện thoại 1"])
async def test_amounts_phones_and_questions_stay_words(
    an: Resident, rasa: FakeRasa, channel: FakeChannel, typed: str
) -> None:
    assert await heard_as(an, rasa, channel, typed) == typed


async def test_forwarded_numbers_press_nothing(an: Resident, rasa: FakeRasa, channel: FakeChannel) -> None:
    assert await heard_as(an, rasa, channel, "1", forwarded=True) == "1"


async def test_while_no_list_is_open_a_number_is_words(an: Resident, rasa: FakeRasa, channel: FakeChannel) -> None:
    await heard_as(an, rasa, channel, "khoan đã")
    assert await heard_as(an, rasa, channel, "1") == "1"
    assert await heard_as(an, rasa, channel, "5") == "5"


@pytest.mark.parametrize("typed", ["4", "0", "số 99"])
async def test_a_number_of_no_button_is_answered_with_the_list_again(
    an: Resident, rasa: FakeRasa, channel: FakeChannel, typed: str
) -> None:
    assert await heard_as(an, rasa, channel, typed) == "hỏi"
    assert "chưa rõ bác chọn mục nào" in channel.texts[-1] and "113" in channel.texts[-1]
    assert channel.texts[-1].endswith(LIST.partition("\n\n")[2])
    assert await heard_as(an, rasa, channel, "2") == "/correct"


async def test_an_expired_list_is_said_to_be_so(
    an: Resident, rasa: FakeRasa, channel: FakeChannel, clock: Clock
) -> None:
    clock.skipped = 7 * 24 * 3600 + 1
    assert await heard_as(an, rasa, channel, "2") == "hỏi"
    assert "không dùng được nữa" in channel.texts[-1]


async def test_a_list_that_could_not_be_read_yet_is_not_meant(
    an: Resident, room: Room, rasa: FakeRasa, channel: FakeChannel
) -> None:
    rasa.replies = lambda turn, heard: [says("gì nữa?", ("Khác", "/other"))]
    channel.faults.extend([BUSY] * 1000)
    await an.writes("khoan đã")
    await an.waits_for(lambda texts: len(texts) == 2)
    await until(lambda: len(channel.faults) < 999)
    channel.faults.clear()
    await until(lambda: len(channel.sent) == 2)
    assert await heard_as(an, rasa, channel, "1") == "/other"


async def test_where_there_are_buttons_a_number_is_words(make_room: MakeRoom, room: Room, rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: [says("Đúng chưa ạ?", *SUMMARY)]
    web = Resident(room, "an")
    await web.says("hỏi")
    await web.says("1")
    assert rasa.messages() == ["hỏi", "1"]


@pytest.mark.parametrize(
    "text", ["1", "1.", "1)", " 1 ", "số 1", "SỐ 1", "so1", "chọn 1", "tôi chọn số 1", "mục 1", "1 ạ", "1 nhé!", "１"]
)
def test_ways_to_name_the_first(text: str) -> None:
    assert number_in(text) == 1


@pytest.mark.parametrize("text", ["", "một", "100", "-1", "1,5", "1.000", "1/2", "1 triệu", "1 2 3", "a1", "1?", "số"])
def test_what_names_none(text: str) -> None:
    assert number_in(text) is None


def test_the_list_stands_below_the_words() -> None:
    buttons = (IssuedButton("Có", "a"), IssuedButton("Không\nđâu", "b"))
    assert numbered(Reply("Gửi?", buttons), "Gõ số:", "Gõ:") == Reply("Gửi?\n\nGõ số:\n1. Có\n2. Không đâu")
    assert numbered(Reply("", buttons), "Gõ số:", "Gõ:").text == "Gõ số:\n1. Có\n2. Không đâu"
    assert numbered(Reply("Gửi?"), "Gõ số:", "Gõ:") == Reply("Gửi?")


NUMBER = {"type": "question", "expects": "number"}
AMOUNT = (("Không mất tiền", "Không mất tiền"), ("Không nhớ", "/dont_know"), ("Bỏ qua", "/skip"))


def test_where_a_number_is_an_answer_the_titles_are_typed() -> None:
    buttons = (IssuedButton("Không nhớ", "t1"), IssuedButton("Bỏ qua", "t2"))
    assert (
        numbered(Reply("Bao nhiêu?", buttons, NUMBER), "Gõ số:", "Gõ:").text
        == "Bao nhiêu?\n\nGõ:\n• Không nhớ\n• Bỏ qua"
    )


@pytest.mark.parametrize(
    ("typed", "heard"), [("1", "1"), ("5", "5"), ("20", "20"), ("số 2", "số 2"), ("khong nho", "/dont_know")]
)
async def test_a_sum_is_never_a_place_in_the_list(
    an: Resident, rasa: FakeRasa, channel: FakeChannel, typed: str, heard: str
) -> None:
    """ "1" at "how much?" is one million, not the first button."""
    rasa.replies = lambda turn, heard: [says("Bác mất bao nhiêu tiền?", *AMOUNT, card=NUMBER)]
    await heard_as(an, rasa, channel, "báo tin")
    assert await heard_as(an, rasa, channel, typed) == heard
