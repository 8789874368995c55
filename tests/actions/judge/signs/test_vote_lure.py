"""vote_lure: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "vote_lure"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bình chọn giúp bé nhà em với http://thivetranh.com", 2),
        ("vote giúp con mình nhé", 1),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "lớp mình bình chọn địa điểm đi chơi",
        "kết quả bầu cử",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
