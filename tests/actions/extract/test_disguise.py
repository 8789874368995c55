"""Disguised words are found where they stand; ordinary names, brands and hasty commas are left in peace."""

import pytest

from actions.extract.disguise import disguised
from actions.extract.fold import fold


def words(text: str) -> set[str]:
    return {text[start:end] for start, end in disguised(fold(text))}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nhận trọ cấp d!eu k!en nhanh", {"d!eu", "k!en"}),
        ("xem vidео nhận tiền", {"vidео"}),  # Cyrillic е and о
        ("nhưng cô gäi dep, phUc vu toän quoc", {"gäi", "phUc", "toän"}),
        ("kiếm t i ề n dễ", {"t i ề n"}),
        ("N'ha'n,T:ie;n.N'gay nha", {"N'ha'n,T:ie;n.N'gay"}),
    ],
)
def test_disguised_words_are_found(text: str, found: set[str]) -> None:
    assert words(text) >= found


@pytest.mark.parametrize(
    "text",
    [
        "Mua iPhone ở VinFast qua MyViettel, eKYC và SmartBanking của VietinBank",
        "dạ,em chào anh,chị ạ",
        "ở Đắk R'lấp, don't worry",
        "gửi 100k, 3tr5 lúc 7h30 tới nguyen@gmail.com hoặc https://a.b-c.vn/x'y'z",
        "Ma OTP la 115028, goi ST5KM",
    ],
)
def test_ordinary_writing_is_left_in_peace(text: str) -> None:
    assert not words(text)
