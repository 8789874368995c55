"""Replies become messages that Telegram takes."""

from typing import Any

import pytest

from bot.channels.telegram.sentences import telegram_sentences
from bot.channels.telegram.translate_out import LIMIT, to_message, to_parts
from bot.reply import IssuedButton, Reply

CARD = {"type": "receipt", "code": "7K3M-9QPX-2RTB"}


def said(reply: Reply) -> list[dict[str, Any]]:
    return [to_message(part) for part in to_parts(reply)]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_buttons_stand_one_to_a_row_below_the_last_part() -> None:
    """Edge case 6."""
    buttons = (IssuedButton("Có", "tok1"), IssuedButton("Không", "tok2"))
    first, last = said(Reply("a" * 4000 + "\n\n" + "b" * 500, buttons))
    assert "reply_markup" not in first
    rows = last["reply_markup"].inline_keyboard
    assert [[(b.text, b.callback_data) for b in row] for row in rows] == [
        [("Có", "tok1")],
        [("Không", "tok2")],
    ]


def test_limit_counts_utf16_units_and_no_family_falls_apart() -> None:
    """Edge case 6: the limit is Telegram's."""
    family = "👨‍👩‍👧‍👦"
    parts = to_parts(Reply(family * 1000))
    assert LIMIT == 4096
    assert all(0 < units(part.text) <= 4096 and part.text.replace(family, "") == "" for part in parts)
    assert "".join(part.text for part in parts) == family * 1000


def test_the_same_reply_gives_the_same_parts() -> None:
    reply = Reply("đoạn văn dài. " * 900, (IssuedButton("Có", "t"),), CARD)
    assert to_parts(reply) == to_parts(reply)
    assert [bool(part.buttons or part.card) for part in to_parts(reply)] == [False, False, False, True]


def test_text_is_plain_and_links_have_no_preview() -> None:
    """Edge case 7: nothing needs escaping where nothing is parsed."""
    for text in ("<b>http://x.top/?a=1&b</b>", "<script>alert(1)</script>", "a<b && c>d", "*_`[x](http://y.top)"):
        [message] = said(Reply(text))
        assert message["text"] == text
        assert message["link_preview_options"].is_disabled is True
        assert "parse_mode" not in message


def test_receipt_code_is_never_left_to_the_card_and_never_doubled() -> None:
    for text in ("Tôi đã gửi.", "Mã: 7K3M-9QPX-2RTB"):
        [message] = said(Reply(text, card=CARD))
        assert message["text"].startswith(text)
        assert message["text"].count("7K3M-9QPX-2RTB") == 1


@pytest.mark.parametrize(("card", "protected"), [(CARD, True), ({"type": "verdict"}, False), (None, False)])
def test_only_a_receipt_cannot_be_passed_on(card: dict[str, Any] | None, protected: bool) -> None:
    [message] = said(Reply("Vâng.", card=card))
    assert message["protect_content"] is protected


def test_card_without_words_says_its_fact_or_nothing() -> None:
    [receipt] = said(Reply("", card=CARD))
    assert receipt["text"] == "Mã tin báo: 7K3M-9QPX-2RTB"
    assert said(Reply("", card={"type": "tactic", "slug": "fake_bank", "candidates": []})) == []
    [choice] = said(Reply(" ", (IssuedButton("Có", "t"),), {"type": "tactic"}))
    assert choice["text"] == telegram_sentences().choose
