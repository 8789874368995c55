"""disguised_words: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "disguised_words"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ban da du d!eu k!en nhan", 1),
        ("tr0 cap c0 the MU0N", 2),
        ("k i ế m t i ề n", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "gói ST5KM 100k, 3tr5",
        "iPhone 15 VinFast TikTok",
        "TP.HCM ko.Nhưng anh,chi",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
