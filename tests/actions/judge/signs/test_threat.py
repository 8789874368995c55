"""threat: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "threat"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anh liên quan đến đường dây rửa tiền, yêu cầu hợp tác khai báo", 3),
        ("nếu không nộp sẽ bị bắt giam", 2),
        ("tài khoản của bạn sẽ bị khóa, xác minh tại http://abcd-xyz.com", 2),
        ("thuê bao sẽ bị khóa hai chiều", 1),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "hôm nay trời đẹp",
        "quán đóng cửa lúc 9h tối",
        "khóa cửa cẩn thận nhé con",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
