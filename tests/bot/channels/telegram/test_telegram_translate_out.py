"""Replies become messages that Telegram takes."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.split import LIMIT, split
from bot.channels.telegram.translate_out import to_messages
from bot.reply import IssuedButton, Reply


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_buttons_stand_one_to_a_row_below_the_last_part() -> None:
    buttons = (IssuedButton("Có", "tok1"), IssuedButton("Không", "tok2"))
    first, last = to_messages(Reply("a" * 4000 + "\n\n" + "b" * 500, buttons))
    assert "reply_markup" not in first
    rows = last["reply_markup"].inline_keyboard
    assert [[(b.text, b.callback_data) for b in row] for row in rows] == [
        [("Có", "tok1")],
        [("Không", "tok2")],
    ]


def test_text_is_plain_and_links_have_no_preview() -> None:
    [message] = to_messages(Reply("<b>http://x.top/?a=1&b</b>"))
    assert message["text"] == "<b>http://x.top/?a=1&b</b>"
    assert message["link_preview_options"].is_disabled is True
    assert "parse_mode" not in message


def test_receipt_code_is_never_left_to_the_card_and_never_doubled() -> None:
    card = {"type": "receipt", "code": "7K3M-9QPX-2RTB"}
    for text in ("Tôi đã gửi.", "Mã: 7K3M-9QPX-2RTB"):
        [message] = to_messages(Reply(text, card=card))
        assert message["text"].startswith(text)
        assert message["text"].count("7K3M-9QPX-2RTB") == 1


def test_card_without_words_says_its_fact_or_nothing() -> None:
    [receipt] = to_messages(Reply("", card={"type": "receipt", "code": "7K3M-9QPX-2RTB"}))
    assert "7K3M-9QPX-2RTB" in receipt["text"]
    assert to_messages(Reply("", card={"type": "tactic", "slug": "fake_bank", "candidates": []})) == []
    [choice] = to_messages(Reply(" ", (IssuedButton("Có", "t"),), {"type": "tactic"}))
    assert choice["text"].strip()


def test_cut_prefers_paragraph_then_line_then_word() -> None:
    assert split("aaaa bb\n\ncc dd\nee", 12) == ["aaaa bb", "cc dd\nee"]
    assert split("aaaa bb cc\ndd ee", 12) == ["aaaa bb cc", "dd ee"]
    assert split("aaaa bbbb cccc", 10) == ["aaaa bbbb", "cccc"]
    assert split("a\n" + "b" * 20, 12) == ["a\n" + "b" * 10, "b" * 10]
    assert split(" \n ") == []


def test_limit_counts_utf16_units_and_cuts_no_emoji() -> None:
    parts = split("😀" * 3000)
    assert [len(part) for part in parts] == [2048, 952]


@given(st.text(st.sampled_from("ab ạ😀\n"), max_size=200), st.integers(4, 30))
def test_no_part_is_too_long_or_blank_and_no_character_is_lost(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(part.strip() and units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_real_limit_is_telegrams() -> None:
    assert LIMIT == 4096
    assert [units(part) for part in split("x" * 8193)] == [4096, 4096, 1]
