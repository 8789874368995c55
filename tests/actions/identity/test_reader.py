"""What the first sentence already says is understood, with and without accents, in several ways of speaking."""

import unicodedata

import pytest

from actions.identity.claim import Claim
from actions.identity.knowledge import Knowledge

READER = Knowledge.read().reader

FIRST = [
    ("người gọi cho tôi có phải công an thật không?", Claim("police", ["call"])),
    ("Có người gọi video xưng công an bắt chuyển tiền vào tài khoản tạm giữ", Claim("police", ["video"], ["money"])),
    ("ngân hàng gọi bảo đọc mã OTP, có thật không", Claim("bank", ["call"], ["info"])),
    ("điện lực nhắn Zalo bảo cài app", Claim("electricity", ["chat"], ["app"])),
    ("bên thuế gửi giấy mời lên làm việc", Claim("tax", ["paper"], ["office"])),
    ("họ xưng công an xã, bảo tôi ra ngân hàng rút tiền", Claim("police", None, ["money"])),
    ("cán bộ xã gọi điện đòi cập nhật VNeID qua link", Claim("social_services", ["call", "message"])),
    ("tòa án gọi nói tôi bị kiện, dọa bắt, không được tắt máy", Claim("court", ["call"], ["secrecy"])),
    ("nhân viên điện lực đến nhà thu tiền", Claim("electricity", ["in_person"], ["money"])),
    ("tổng đài ngân hàng gọi, chưa đòi gì", Claim("bank", ["call"], ["nothing"])),
]


@pytest.mark.parametrize(("text", "told"), FIRST, ids=[text[:30] for text, _ in FIRST])
def test_accents_or_not(text: str, told: Claim) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    for spelled in (text, bare.replace("đ", "d").replace("Đ", "D"), unicodedata.normalize("NFD", text), text.upper()):
        assert READER.read(spelled) == told


@pytest.mark.parametrize(
    ("text", "asked", "told"),
    [
        ("thuế", "body", Claim(body="tax")),
        ("toa", "body", Claim(body="court")),
        ("video", "way", Claim(way=["video"])),
        ("may ban", "way", Claim(way=["call"])),
        ("tiền", "wish", Claim(wish=["money"])),
        ("len phuong", "wish", Claim(wish=["office"])),
        ("chưa đòi tiền, mới gọi thôi", "wish", Claim(way=["call"], wish=["nothing"])),
        ("chua doi tien nhung bao cai app", "wish", Claim(wish=["app"])),
        ("đòi nạp 5tr với đọc otp", "wish", Claim(wish=["money", "info"])),
    ],
)
def test_a_short_answer_counts_for_its_question(text: str, asked: str, told: Claim) -> None:
    assert READER.read(text, asked) == told


def test_a_short_word_means_nothing_unasked() -> None:
    assert READER.read("thuế nhà trọ tháng này") == Claim()
    assert READER.read("hôm nay trời đẹp") == Claim()


def test_a_long_line_is_read_at_once() -> None:
    assert READER.read("goi " * 1000).way == ["call"]
