"""lure_in_domain: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "lure_in_domain"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vaytiennhanh247.com", 2),
        ("https://vay-sieu-toc.net/dangky", 2),
        ("quay tại vongquaymayman.online", 2),
        ("nhanquatrian-2026.com", 2),
        ("napkimcuong.shop", 2),
        ("napthefreefire.vn", 2),
        ("nhantien.vayonline-24h.app", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "napas.com.vn",
        "luatnhanqua.com",
        "quatangdoanhnghiep.com",
        "vaytieudung.vn",
        "trianpartners.com",
        "vietcombank.com.vn/vay-tien",
        "bit.ly/nhanqua",
        "hoantien",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
