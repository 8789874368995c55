"""borrowing_friend: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "borrowing_friend"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cho em mượn 5 triệu, mai em trả", 2),
        ("chuyển giúp anh 3 triệu vào STK 0900000007 Vietinbank, app anh đang lỗi", 3),
        ("mua giúp mình thẻ cào, đang gấp", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "chuyển giúp chị 200k tiền cơm trưa nhé",
        "cho em mượn quyển sách",
        "mai em trả sách",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
