"""otp_or_password_asked: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "otp_or_password_asked"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chị đọc mã OTP cho em", 3),
        ("bác cung cấp mật khẩu để nhân viên mở khóa", 3),
        ("có mã gửi về máy, em đọc giúp anh", 3),
        ("vui lòng nhập mã OTP tại đây", 2),
        ("gửi mã xác nhận vừa về máy cho mình", 3),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mã OTP 123456, không cung cấp cho bất kỳ ai",
        "Ngân hàng không bao giờ yêu cầu cung cấp mật khẩu",
        "Quý khách nhập mã OTP 559201 để xác nhận",
        "Quý khách đã nhập sai mật khẩu 3 lần",
        "Chúng tôi đã gửi mã xác thực đến số điện thoại của quý khách",
        "đọc mã đơn hàng cho em",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
