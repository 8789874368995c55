"""sex_lure: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "sex_lure"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gái xinh phục vụ tận nơi, ib zalo", 2),
        ("chat sex với em nhé", 2),
        ("em đang cô đơn, kết bạn zalo", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "massage chân cho bà ngoại",
        "em bé cô đơn trong truyện",
        "bán hàng online",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
