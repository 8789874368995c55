"""guaranteed_profit: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "guaranteed_profit"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cam kết lợi nhuận 20%/tháng", 2),
        ("nhóm chứng khoán VIP cam kết có lãi", 3),
        ("bao lỗ, hoàn vốn 100%", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "lãi suất tiết kiệm 5%/năm",
        "đầu tư có rủi ro, không cam kết lợi nhuận",
        "thông báo thu học phí tháng 11",
        "dự án xây cầu",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
