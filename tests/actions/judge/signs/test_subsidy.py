"""subsidy: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "subsidy"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bạn đủ điều kiện nhận trợ cấp, đăng ký tại trocap2026.com", 2),
        ("ban thuoc dien nhan tro cap kho khan", 1),
        ("Nhận tiền BHXH một lần tại baohiem-nhanh.top", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Bà tôi không được nhận trợ cấp",
        "trợ giảng lớp 5",
        "hỗ trợ kỹ thuật 24/7",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
