"""unofficial_link_with_brand: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "unofficial_link_with_brand"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vietcombank: đăng nhập tại http://khachhang-uutien.com để xác minh", 2),
        ("Bộ Công an mời truy cập dinhdanh2026.net", 2),
        ("Điện lực: xem hóa đơn tại bit.ly/abc", 1),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vietcombank: xem tại vietcombank.com.vn",
        "Quán ăn mới: xem thực đơn tại quananngon.com",
        "ngân hàng đóng cửa lúc 17h",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
