"""Edge case 6: long texts leave in pieces that fit, and no letter or emoji is broken."""

import unicodedata

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from bot.splitting import split

FAMILY = "👨‍👩‍👧‍👦"
FLAG = "🇻🇳"
PIECES = [
    "a",
    "ệ",
    "e\u0323\u0302",
    "đ",
    "Ắ",
    FAMILY,
    FLAG,
    "👍🏽",
    "✅️",
    ". ",
    "? ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\u200b",
    "5\u00a0000",
]

texts = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)
wild = st.text(max_size=200) | texts
limits = st.integers(min_value=2, max_value=60)
roomy = st.integers(min_value=16, max_value=60)


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible(text: str) -> str:
    """What a part may not lose."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(c for c in normal if unicodedata.category(c) not in ("Zs", "Zl", "Zp", "Cc", "Cf"))


@given(wild, limits)
@example("\u200b" * 30, 7)
@example("a" + "\u0301" * 90, 5)
@example("\u0600 " * 9, 2)
def test_every_part_fits_shows_something_and_together_they_say_it_all(text: str, limit: int) -> None:
    for utf16 in (True, False):
        parts = split(text, limit, utf16=utf16)
        assert all((units(part) if utf16 else len(part)) <= limit for part in parts)
        assert all(visible(part) for part in parts)
        assert "".join(map(visible, parts)) == visible(text)


@given(texts, roomy)
def test_no_cluster_is_cut(text: str, limit: int) -> None:
    whole = regex.findall(r"\X", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))
    parts = [cluster for part in split(text, limit) for cluster in regex.findall(r"\X", part)]
    assert [c for c in parts if visible(c)] == [c for c in whole if visible(c)]
    assert [c for c in parts if c == FAMILY] == [FAMILY] * text.count(FAMILY)


@given(texts, roomy)
def test_the_same_text_gives_the_same_parts(text: str, limit: int) -> None:
    assert split(text, limit) == split(unicodedata.normalize("NFD", text), limit)


def test_what_fits_stays_whole() -> None:
    assert split("  một\n\nhai  ", 10) == ["một\n\nhai"]
    assert split("a" * 4096, 4096) == ["a" * 4096]
    assert split(" \n\u200b ", 10) == [] and split("", 10) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("một hai.\n\nba bốn. năm\nsáu bảy", ["một hai.", "ba bốn. năm\nsáu bảy"]),
        ("một hai ba. bốn\nnăm sáu bảy tám", ["một hai ba. bốn", "năm sáu bảy tám"]),
        ("một hai ba.” bốn năm sáu bảy", ["một hai ba.”", "bốn năm sáu bảy"]),
        ("một hai ba bốn năm sáu bảy", ["một hai ba bốn năm sáu", "bảy"]),
        ("gửi 1. đồng ý 2. không gửi nữa", ["gửi 1. đồng ý 2. không", "gửi nữa"]),
        ("mộthaibabốnnămsáubảytámchín", ["mộthaibabốnnămsáubảytám", "chín"]),
    ],
    ids=["paragraph", "line", "sentence", "word", "a number begins a line", "cluster"],
)
def test_the_better_boundary_first(text: str, parts: list[str]) -> None:
    assert split(text, 23) == parts


def test_a_boundary_in_the_first_third_leaves_no_crumb() -> None:
    assert split("một.\n\n" + "a" * 40, 30) == ["một.\n\n" + "a" * 24, "a" * 16]


def test_a_word_may_end_where_the_room_does() -> None:
    assert split("một hai ba bốn", 7) == ["một hai", "ba bốn"]


def test_blanks_inside_an_amount_hold_it_together() -> None:
    assert split("bác mất 5\u00a0000\u00a0000 đồng", 16) == ["bác mất", "5\u00a0000\u00a0000 đồng"]


def test_emoji_count_twice_in_utf16_and_once_in_characters() -> None:
    assert [len(part) for part in split("😀" * 10, 10)] == [5, 5]
    assert [len(part) for part in split("😀" * 10, 10, utf16=False)] == [10]


def test_letters_in_two_pieces_become_one() -> None:
    assert split(unicodedata.normalize("NFD", "Đúng rồi ạ"), 100) == ["Đúng rồi ạ"]


def test_no_room_is_an_error() -> None:
    with pytest.raises(ValueError):
        split("a", 1)
