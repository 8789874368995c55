"""Secrets are hidden, everything else stays as the resident wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.extract.secrets import is_card, luhn, mask_secrets
from tests.actions.extract.vietqr_codes import vietqr

HIDDEN = [
    ("mã OTP của em là 123456", "mã OTP của em là [đã ẩn]"),
    ("ma otp: 839201 nhe", "ma otp: [đã ẩn] nhe"),
    ("mã 123456", "mã [đã ẩn]"),
    ("123456 la ma xac thuc Zalo", "[đã ẩn] la ma xac thuc Zalo"),
    ("thẻ 4111 1111 1111 1111, CVV 123", "thẻ [đã ẩn], CVV [đã ẩn]"),
    ("CCCD số 079090001234 của tôi", "CCCD số [đã ẩn] của tôi"),
    ("mật khẩu là Abc@1234 nhé", "mật khẩu là [đã ẩn] nhé"),
    ("pass: hoa1234", "pass: [đã ẩn]"),
]
KEPT = [
    "số 079090001234",
    "mã đơn 123456",
    "mã khách hàng PA0123456",
    "chuyển 5.000.000 đồng, 20/11/2026",
    "tôi đọc mã OTP cho nó rồi mất 500000 đồng",
    "quên mật khẩu là sao",
    "STK 0123456789 Vietcombank, gọi 1900545413",
    "không chia sẻ mã OTP, gọi 0912345678",
]


@pytest.mark.parametrize(("text", "masked"), HIDDEN)
def test_hidden(text: str, masked: str) -> None:
    assert mask_secrets(text) == masked


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert mask_secrets(text) == text


def test_card_shape() -> None:
    assert luhn("79927398713")
    assert is_card("4111111111111111")
    assert not is_card("4111111111111112")
    assert not is_card("411111111111")


def test_a_card_number_inside_a_payment_code_is_hidden() -> None:
    card = "9704229200000000001"
    code = vietqr(card, service="QRIBFTTC")
    assert card in code
    for text in (f"quét mã {code} giúp tôi", code[:-4] + "0000"):  # the second one is damaged
        masked = mask_secrets(text)
        assert card not in masked
        assert masked == text.replace(card, "[đã ẩn]")
        assert mask_secrets(masked) == masked


def test_an_account_inside_a_payment_code_stays() -> None:
    code = vietqr("0123456789")
    assert mask_secrets(code) == code


@given(st.text(alphabet="0123456789 maotp:mkCCD[]", max_size=60) | st.text(max_size=60))
def test_masking_is_idempotent(text: str) -> None:
    once = mask_secrets(text)
    assert mask_secrets(once) == once
