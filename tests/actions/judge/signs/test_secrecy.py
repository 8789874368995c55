"""secrecy: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "secrecy"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("không được nói với ai, kể cả vợ con", 2),
        ("giữ bí mật vụ án", 2),
        ("vào khách sạn thuê phòng ở một mình", 3),
        ("không được tắt máy", 3),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "không tiết lộ mã OTP cho bất kỳ ai",
        "chúng tôi giữ bí mật thông tin khách hàng",
        "tắt máy đi ngủ thôi",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
