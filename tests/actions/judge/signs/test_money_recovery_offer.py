"""money_recovery_offer: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "money_recovery_offer"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bên em nhận lấy lại tiền bị lừa, cam kết 100%", 3),
        ("văn phòng luật sư hỗ trợ thu hồi tiền bị lừa đảo", 3),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "làm sao lấy lại tiền bị lừa",
        "cảnh giác dịch vụ lấy lại tiền bị lừa",
        "lấy lại tiền thừa ở quầy",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
