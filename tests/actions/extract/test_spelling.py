"""One slip of the thumb is read as the word that was meant; what is a word, or could be several, stays."""

import pytest

from actions.extract.fold import fold
from actions.extract.spelling import mended, reread

KNOWN = frozenset({"chuyen", "khoan", "tien", "khong", "toan", "ngan", "hang", "zalo", "shop", "telegram", "iphone"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chueyn tien", "chuyen tien"),
        ("tieen", "tien"),
        ("khobg", "khong"),
        ("khng", "khong"),
        ("an taon", "an toan"),
        ("teiegram", "telegram"),
    ],
)
def test_a_single_slip_is_mended(typed: str, meant: str) -> None:
    assert mended(fold(typed), KNOWN).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "thoan",  # a syllable of its own
        "stop",  # foreign, one key from "shop"
        "phone",  # foreign, one letter short of "iphone"
        "hnag.com www.khng.vn a@khng.vn 5khng",  # parts of links, addresses and numbers
        "khg",  # an abbreviation
        "chxxen",  # two slips
    ],
)
def test_what_may_be_meant_stays(text: str) -> None:
    assert mended(fold(text), KNOWN).text == text


def test_a_word_that_could_be_several_stays() -> None:
    assert mended(fold("nhng"), {"nhang", "nhong"}).text == "nhng"


@pytest.mark.parametrize("typed", ["Chueyn", "Tieen", "Khng"])
def test_a_quote_is_what_was_typed(typed: str) -> None:
    read = mended(fold(f"xin {typed} nhé"), KNOWN)
    at = read.text.index(" ") + 1
    end = read.text.rindex(" ")
    assert read.text[at:end] in KNOWN
    assert read.quote(at, end) == typed
    assert read.quote(end + 1, len(read.text)) == "nhé"


def test_words_the_dictionary_has_read_are_taken_over_with_the_way_back() -> None:
    typed = "Chuễn tein vào tk.tein.top hay tein1, tein!"
    read = reread(fold(typed), {"tein": "tien", "chuen": "chuyen"})
    assert read.text == "chuyen tien vao tk.tein.top hay tein1, tien!"
    assert [read.quote(m, m + 4) for m in (7, len(read.text) - 5)] == ["tein", "tein"]
    assert read.quote(0, 6) == "Chuễn"
    assert reread(fold(typed), {}).text == fold(typed).text
