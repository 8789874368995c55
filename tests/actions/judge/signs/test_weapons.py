"""weapons: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "weapons"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bán dùi cui điện, roi điện ship toàn quốc", 2),
        ("ban sung ngan gia re ib", 3),
        ("pháo nổ tự chế 300k một dây, liên hệ zalo", 2),
        ("can ban thuoc phao", 3),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nghiêm cấm mua bán pháo nổ, vũ khí",
        "không bán dao bấm cho trẻ em",
        "Bắn pháo hoa đêm giao thừa ở hồ",
        "công an thu giữ súng tự chế",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
