"""A reply as Zalo shows it."""

import unicodedata

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.zalo_oa.sentences import zalo_oa_sentences
from bot.channels.zalo_oa.translate_out import to_message, to_parts
from bot.reply import IssuedButton, Reply
from tests.bot.channels.zalo_oa.zalo_oa_api import _wrong_message


def buttons(count: int) -> tuple[IssuedButton, ...]:
    return tuple(IssuedButton(f"Lựa chọn {n}", f"token{n:011}") for n in range(count))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_edge_06_long_reply_keeps_its_words_order_and_buttons() -> None:
    paragraphs = [f"Đoạn {n}: " + "bác giữ lại tin nhắn này. " * 30 for n in range(8)]
    parts = to_parts(Reply("\n\n".join(paragraphs), buttons(2)))
    assert len(parts) > 3
    assert all(0 < units(part.text) <= 2000 for part in parts)
    assert [bool(part.buttons) for part in parts] == [False] * (len(parts) - 1) + [True]
    assert "".join("".join(part.text.split()) for part in parts) == "".join("".join(paragraphs).split())
    assert all(part.text.startswith("Đoạn") for part in parts), "cut where a paragraph begins"


def test_edge_06_one_emoji_and_one_letter_stay_whole() -> None:
    family = "👨‍👩‍👧‍👦"
    for text in (family * 400, unicodedata.normalize("NFD", "ướng" * 900)):
        parts = to_parts(Reply(text))
        assert all(units(part.text) <= 2000 for part in parts)
        assert all(not regex.match(r"\p{M}", part.text) for part in parts)
    assert {part.text.replace(family, "") for part in to_parts(Reply(family * 400))} == {""}


def test_parts_are_the_same_each_time() -> None:
    reply = Reply("“http://a.vn” " * 400, buttons(12), {"type": "receipt", "code": "TB-1234"})
    assert to_parts(reply) == to_parts(reply)


def test_more_than_five_buttons_go_on_below() -> None:
    parts = to_parts(Reply("Bác chọn tỉnh:", buttons(12)))
    assert [len(part.buttons) for part in parts] == [5, 5, 2]
    assert [part.text for part in parts] == ["Bác chọn tỉnh:", *[zalo_oa_sentences().more] * 2]
    assert tuple(button for part in parts for button in part.buttons) == buttons(12)


def test_buttons_without_words_get_some_and_nothing_is_nothing() -> None:
    assert [part.text for part in to_parts(Reply("", buttons(1)))] == [zalo_oa_sentences().choose]
    assert to_parts(Reply("")) == []
    assert to_parts(Reply("", card={"type": "out_of_scope"})) == []


def test_long_title_is_cut_to_what_zalo_takes() -> None:
    message = to_message(Reply("x", (IssuedButton("ả" * 150, "t"),)))
    [button] = message["attachment"]["payload"]["buttons"]
    assert button["title"] == "ả" * 99 + "…"


def test_receipt_keeps_its_code() -> None:
    card = {"type": "receipt", "code": "TB-7K2M-9QXR"}
    assert to_parts(Reply("Đã gửi.", card=card))[-1].text == "Đã gửi.\n\nMã tin báo: TB-7K2M-9QXR"
    assert to_parts(Reply("", card=card))[-1].text == "Mã tin báo: TB-7K2M-9QXR"
    assert to_parts(Reply("Mã tin báo của bác: TB-7K2M-9QXR", card=card))[-1].text.count("TB-7K2M-9QXR") == 1


def test_who_asks_for_a_person_gets_zalos_own_form_to_leave_a_number() -> None:
    words, form = to_parts(Reply("Gặp người thật thì bác…", card={"type": "handover", "reason": "person"}))
    assert words.text == "Gặp người thật thì bác…"
    message = to_message(form)
    assert message["attachment"]["payload"]["template_type"] == "request_user_info"
    assert "113" in message["attachment"]["payload"]["elements"][0]["subtitle"]
    assert _wrong_message(message) == (0, "")
    for other in (Reply("Chào bác.", buttons(3)), Reply("113", card={"type": "handover", "reason": "hotline"})):
        assert all("request_user_info" not in str(to_message(part)) for part in to_parts(other))


def test_dead_also_where_a_long_quote_is_cut() -> None:
    parts = to_parts(Reply("“" + "vào evil.top/dang-nhap ngay " * 300 + "”"))
    assert len(parts) > 2
    assert all("evil.top" not in part.text for part in parts)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=6000), st.integers(0, 12), st.text(max_size=200))
def test_whatever_is_said_zalo_takes_it(text: str, count: int, title: str) -> None:
    named = (*buttons(count), IssuedButton(title, "t")) if title.strip() else buttons(count)
    readable = text.encode("utf-16", "ignore").decode("utf-16")
    for part in to_parts(Reply(readable, named)):
        assert _wrong_message(to_message(part)) == (0, "")
