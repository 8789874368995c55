"""fee_first: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "fee_first"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đóng phí giải ngân 2 triệu để nhận tiền", 3),
        ("nộp thuế 10% mới được rút tiền", 3),
        ("đặt cọc 500k để nhận việc", 3),
        ("chuyển phí trước cho em", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Không thu bất kỳ khoản phí nào trước khi giải ngân",
        "đóng học phí cho con",
        "nộp phí gửi xe tháng 11",
        "phí giao hàng 25.000đ",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
