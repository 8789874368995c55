"""bulk_order: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "bulk_order"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đơn vị bộ đội cần đặt 200 suất cơm, chủ quán ứng tiền mua giúp 50 thùng sữa", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "đặt 20 suất cơm trưa giao lúc 11h",
        "lớp đặt 40 phần xôi, trả tiền khi nhận",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
