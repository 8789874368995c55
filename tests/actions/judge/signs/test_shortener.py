"""shortener: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "shortener"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chi tiết chương trình mời quý khách xem tại bit.ly/3abcde", 1),
        ("chi tiết bit.ly/3abcde", 2),
        ("https://tinyurl.com/quatang", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "zalo.me/0912000000",
        "vietcombank.com.vn",
        "rút gọn hồ sơ",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
