"""Numbers as residents and scammers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.extract.fold import fold
from actions.extract.phones import normalise, phones

NUMBERS = [
    ("sdt 0.9.8.1.2.3.4.5.6.7", "+84981234567"),
    ("liên hệ O9O3456789", "+84903456789"),
    ("0 chín 0 ba bốn năm sáu 789", "+84903456789"),
    ("84 (0) 912 345 678", "+84912345678"),
    ("0243-825-1234", "+842438251234"),
    ("zalo 0 3 6 8 -111 -222", "+84368111222"),
    ("không ba tám một hai ba bốn năm sáu bảy", "+84381234567"),
    ("1900.5454.13", "+841900545413"),
    ("0168.123.4567", "+84381234567"),
    ("09I2345678", "+84912345678"),
    ("0912.345.67O", "+84912345670"),
    ("(028) 3825 1234", "+842838251234"),
    ("gọi 0084912345678", "+84912345678"),
    ("+84 912 345 678", "+84912345678"),
    ("G0l 0900 123 456 nhé", "+84900123456"),
    ("trực ban 069 234 8560", "+84692348560"),
    ("số cũ 01234567890", "+84834567890"),
    ("tổng đài 1800 588822 miễn phí", "+841800588822"),
]
NONE = [
    "CCCD 079090001234",
    "mã đơn 0987654321099",
    "số tiền 0912345",
    "không năm hai nghìn",
    "chuyển 0909123456 đồng",
    "ngày 20/11/2026 lúc 10:30",
    "0000000000",
]


@pytest.mark.parametrize(("text", "e164"), NUMBERS)
def test_one_number(text: str, e164: str) -> None:
    assert [p.e164 for p in phones(text)] == [e164]
    assert [p.e164 for p in phones(fold(text).text)] == [e164]


@pytest.mark.parametrize("text", NONE)
def test_no_number(text: str) -> None:
    assert phones(text) == ()


@pytest.mark.parametrize("joint", [" hoặc ", " - ", ", ", " / ", " "])
def test_two_numbers_stay_two(joint: str) -> None:
    found = phones(f"0912345678{joint}0987654321")
    assert [p.value for p in found] == ["0912345678", "0987654321"]


def test_foreign_and_odd_displays_are_told_apart() -> None:
    assert [(p.value, p.kind) for p in phones("+371 1234567")] == [("+3711234567", "foreign")]
    assert [(p.value, p.kind) for p in phones("máy hiện +84069123456")] == [("+84069123456", "odd")]


def test_short_codes_need_their_words() -> None:
    assert [p.value for p in phones("gọi 113 ngay")] == ["113"]
    assert [p.value for p in phones("156")] == ["156"]
    assert phones("nhà số mười, 113 người") == ()


def test_normalise_is_idempotent() -> None:
    once = normalise("0168 123 4567")
    assert once is not None
    assert normalise(once) == once
    assert normalise("không có số") is None


@given(st.text(alphabet="0123456789+84 .-()oOIl|không", max_size=60) | st.text(max_size=60))
def test_never_raises_and_quotes(text: str) -> None:
    for phone in phones(text):
        assert text[phone.start : phone.end] == phone.quoted
