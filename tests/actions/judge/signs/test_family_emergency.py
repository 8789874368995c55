"""family_emergency: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "family_emergency"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cháu bị tai nạn đang cấp cứu, chuyển gấp 20 triệu viện phí", 3),
        ("con chị ngã cầu thang phải mổ gấp, đóng tiền tạm ứng ngay", 3),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "bạn Minh hôm nay hơi sốt, mẹ đón con sớm",
        "mẹ em nhập viện hôm qua, nay đỡ rồi",
        "tai nạn giao thông trên quốc lộ 10",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
