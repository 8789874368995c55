"""wrong_transfer: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "wrong_transfer"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("em chuyển nhầm tiền, anh trả lại vào STK 0900000007 MB giúp em", 3),
        ("bên em chuyển nhầm 5 triệu, chị hoàn trả giúp", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "chuyển nhầm ca trực rồi, đổi lại giúp em",
        "đi nhầm đường",
        "gửi nhầm số",
        "Nếu chuyển nhầm tiền hãy liên hệ ngân hàng",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
