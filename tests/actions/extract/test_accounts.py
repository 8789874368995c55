"""Accounts near a bank's name or the words for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.extract.accounts import accounts
from actions.extract.fold import fold
from actions.extract.phones import phones

FOUND = [
    ("CK vào STK 0123456789 ngân hàng Vietcombank, chủ TK NGUYEN VAN A", "0123456789", "Vietcombank"),
    ("MB 0909123456", "0909123456", "MB"),
    ("mb bank: 9999 8888 7777", "999988887777", "MB"),
    ("số tài khoản là 19031234567890 Techcombank", "19031234567890", "Techcombank"),
    ("chuyển 5000000 vào tk 102345678901 vietin", "102345678901", "VietinBank"),
    ("ngân hàng quân đội 0368111222", "0368111222", "MB"),
    ("TK 0011001234567 -500,000VND lúc 20/11", "0011001234567", None),
    ("momo 0912345678", "0912345678", "MoMo"),
]
NONE = [
    "TK xxx123 +1,000,000 VND. SD 2,000,000",
    "STK: 4111 1111 1111 1111",
    "gọi Vietcombank 1900545413",
    "chuyển khoản 500000đ vào tài khoản tạm giữ",
    "tài khoản bị trừ 5000000 đồng",
]


@pytest.mark.parametrize(("text", "number", "bank"), FOUND)
def test_one_account(text: str, number: str, bank: str | None) -> None:
    for written in (text, fold(text).text):
        assert [(a.number, a.bank) for a in accounts(written)] == [(number, bank)]


@pytest.mark.parametrize("text", NONE)
def test_no_account(text: str) -> None:
    assert accounts(text) == ()


def test_a_ten_digit_account_keeps_both_readings() -> None:
    text = "STK 0909123456 MB"
    assert [a.number for a in accounts(text)] == ["0909123456"]
    assert [p.e164 for p in phones(text)] == ["+84909123456"]


@given(st.text(alphabet="0123456789 .-stkmbvc", max_size=60) | st.text(max_size=60))
def test_never_raises_and_quotes(text: str) -> None:
    for account in accounts(text):
        assert text[account.start : account.end] == account.quoted
        assert 6 <= len(account.number) <= 19
