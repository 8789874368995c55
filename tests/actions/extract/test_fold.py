"""Folding makes writings comparable and never loses the way back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.extract.fold import fold, tidy


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường ỔN ĐỊNH", "duong on dinh"),
        (unicodedata.normalize("NFD", "Mật khẩu"), "mat khau"),
        ("ОТР", "otp"),
        ("ｏｔｐ", "otp"),
        ("𝐎𝐓𝐏", "otp"),
        ("m\u200bã", "ma"),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_quotes_the_original() -> None:
    text = "Gửi " + unicodedata.normalize("NFD", "mật khẩu") + " ngay"
    folded = fold(text)
    at = folded.text.index("mat khau")
    assert unicodedata.normalize("NFC", folded.quote(at, at + 8)) == "mật khẩu"


def test_a_quote_is_never_long() -> None:
    assert len(fold("a" * 500).quote(0, 500)) == 120


@given(st.text(max_size=80))
def test_fold_is_idempotent_and_maps_back(text: str) -> None:
    folded = fold(text)
    assert fold(folded.text).text == folded.text
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    for at in range(len(folded.text)):
        assert folded.quote(at, at + 1) in text
    assert tidy(text).original == text
