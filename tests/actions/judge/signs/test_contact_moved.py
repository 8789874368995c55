"""contact_moved: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "contact_moved"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kết bạn Zalo để nhận việc", 1),
        ("tham gia nhóm Telegram", 1),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Zalo vừa cập nhật giao diện",
        "gặp nhau ở quán",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
