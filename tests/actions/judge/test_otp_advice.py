"""A bank's own words about codes are no request; "tell nobody but me" is."""

import pytest

from actions.judge.judge import judge

GENUINE = [
    "MB: Ma xac thuc giao dich cua Quy khach se duoc gui qua SMS. Tuyet doi khong cung cap ma OTP cho bat ky ai.",
    "Ngân hàng lưu ý: nhập mã OTP chỉ trên ứng dụng chính thức, không cung cấp mã OTP, mật khẩu cho người khác.",
    "Quy khach vui long nhap ma OTP de hoan tat thanh toan. Khong chia se OTP duoi moi hinh thuc.",
    "BIDV khuyen cao: khong doc, gui ma OTP cho ai, ke ca nguoi tu xung la nhan vien ngan hang.",
]
SCAM = [
    "Chị đọc mã OTP cho em nhé, nhớ đừng đọc cho ai khác ngoài em",
    "Bac doc ma OTP vua nhan cho em, khong duoc cung cap ma cho ai khac",
    "Gửi mã xác nhận qua anh ngay, tuyệt đối không chia sẻ với người nhà",
]


@pytest.mark.parametrize("text", GENUINE)
def test_advice_does_not_alarm(text: str) -> None:
    assert not judge(text).severity.is_alarm, judge(text).findings


@pytest.mark.parametrize("text", SCAM)
def test_wanting_the_code_for_himself_does(text: str) -> None:
    assert judge(text).severity == "danger", judge(text).findings
