"""card_or_id_asked: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "card_or_id_asked"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chụp hai mặt căn cước gửi qua zalo", 2),
        ("chị cho em xin số thẻ và ngày hết hạn", 2),
        ("vui lòng cung cấp số CCCD", 1),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "mang theo CCCD khi đến làm việc",
        "Thẻ CCCD của ông đã được gửi về bưu điện",
        "con gửi ảnh căn cước cho mẹ nhé",
        "không gửi ảnh căn cước cho người lạ",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
