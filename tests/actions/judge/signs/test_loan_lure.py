"""loan_lure: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "loan_lure"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vay tiền nhanh nợ xấu vẫn vay, không thế chấp, giải ngân 5 phút", 2),
        ("vay online chỉ cần CCCD, duyệt 100%", 2),
        ("vay tín chấp lãi suất ưu đãi", 1),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ngân hàng nhắc khoản vay đến hạn ngày 25",
        "cho vay mượn sách",
        "lãi suất tiết kiệm",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
