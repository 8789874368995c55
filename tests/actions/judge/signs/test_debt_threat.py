"""debt_threat: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "debt_threat"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mày trốn nợ tao đăng ảnh lên mạng cho cả nhà không yên", 3),
        ("không trả nợ tao gọi hết người thân danh bạ", 2),
        ("nợ tiền không trả tao tạt sơn nhà mày, cả nhà đừng mong yên", 3),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Khoản vay đến hạn ngày 25/11, vui lòng thanh toán",
        "trả nợ ông bà tiền rau",
        "đến nhà chơi nhé",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
