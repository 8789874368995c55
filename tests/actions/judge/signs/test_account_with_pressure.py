"""account_with_pressure: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "account_with_pressure"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chuyển ngay lập tức vào tài khoản 0123456789 Vietcombank", 3),
        ("chuyển tiền vào tài khoản trong vòng 30 phút", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "chuyển khoản học phí vào STK 1020000001 Vietinbank trước ngày 25/11",
        "lương chuyển khoản ngày 25 hàng tháng",
        "STK 0123456789 MB",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
