"""odd_ending: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "odd_ending"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xem tại nhanqua2026.top", 2),
        ("abc-def.xyz", 2),
        ("http://laptrinh.vip/a", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "vnexpress.net",
        "quanan-ngon.com.vn",
        "bit.ly/abc",
        "đứng top đầu bảng",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
