"""gambling_domain: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "gambling_domain"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cltx-momo.pro", 2),
        ("vào taixiu2026.net nhận code", 2),
        ("https://abcbet88.com", 2),
        ("nhacaiuytin.top", 2),
        ("alo789.com", 2),
        ("sun88.vip", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "betterhelp.com",
        "alphabet.com",
        "vnexpress.net",
        "windows10.com",
        "quananngon88.com",
        "f88.vn",
        "bet",
        "tibet.net",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
