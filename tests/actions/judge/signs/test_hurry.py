"""hurry: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "hurry"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("làm ngay lập tức", 1),
        ("trong vòng 30 phút", 1),
        ("chỉ còn 5 suất", 1),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "khi nào rảnh thì làm",
        "mai gặp nhé",
        "không cần gấp lắm",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
