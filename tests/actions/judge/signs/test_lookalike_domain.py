"""lookalike_domain: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "lookalike_domain"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vào vietcombank-vn.top ngay", 3),
        ("http://bidv.com.vn.xac-thuc.cc", 3),
        ("tải app tại vneid-gov.com", 3),
        ("vietcornbank.com", 3),
        ("shopee-tuyendung.com", 3),
        ("https://agribankvn.net/login", 3),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "https://vietcombank.com.vn/ebank",
        "shopee.vn/flash-sale",
        "tra cứu tại csgt.bocongan.gov.vn",
        "tinhte.vn",
        "viettelstore.vn",
        "https://abcxyz.vn/bidv",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
