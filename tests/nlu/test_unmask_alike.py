"""The text model and the signs must read a disguised word alike, though their rooms share no code."""

import pytest

from actions.extract.fold import fold
from actions.extract.unmask import unmask as for_signs
from nlu.components.fold import plain
from nlu.components.unmask import unmask as for_model

DISGUISES = {
    "Ban da du d!eu k!en nhan tr0 cap": "ban da du dieu kien nhan tro cap",
    "l ừ a đ ả o c h u y ể n tiền": "lua dao chuyen tien",
    "t.i.ề.n v.a.y": "tien vay",
    "nh@n qu@ MU0N kh0ng": "nhan qua muon khong",
    "N'hậ'n thưởng": "nhan thuong",
    "ѕіm bị khóа": "sim bi khoa",
    "th3 qu4 c4m n0p t!3n": "the qua cam nop tien",
    "kho✅ng chuy🎁ể🔥n ti❤️ền": "khong chuyen tien",
    "ΝΗẬΝ ΤΗƯỞΝG ΝGΑΥ": "nhan thuong ngay",
    "𝗏𝗂𝖽𝖾𝗈 ｆｕｌｌ": "video full",
}
PLAIN = [
    "100k 3tr5 5h30 20gb 1tr2",
    "TP.HCM ko.Nhung anh/chi",
    "zalo.me/abc www.abc.com t.me/abc",
    "nguyen@gmail.com 2.000.000d",
    "Ma OTP la 115028",
    "lop 4a1 t7 t10 t11 nh! q1 ma1 ngay4 p2 so3 qua! nha!",
    "gia;hang,a ok.b nhe",
]


@pytest.mark.parametrize(("disguised", "meant"), DISGUISES.items())
def test_the_disguise_comes_off_in_both_rooms(disguised: str, meant: str) -> None:
    assert for_signs(fold(disguised)).text == meant
    assert for_model(plain(disguised)) == meant


@pytest.mark.parametrize("text", PLAIN)
def test_amounts_links_and_missing_spaces_stay(text: str) -> None:
    assert for_signs(fold(text)).text == for_model(plain(text)) == text.lower()


def test_a_quote_is_still_the_resident_s_own_words() -> None:
    read = for_signs(fold("Bạn đã đủ đ!ều k!ện nhé"))
    at = read.text.index("dieu kien")
    assert read.quote(at, at + len("dieu kien")) == "đ!ều k!ện"
