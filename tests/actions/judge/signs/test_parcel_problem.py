"""parcel_problem: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "parcel_problem"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kiện hàng giao không thành công, cập nhật tại donhang-vn.com", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Giao không thành công, shipper sẽ giao lại ngày mai",
        "giao thất bại, xem tại ghtk.vn",
        "đơn hàng đã giao",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
