"""prize: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "prize"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chúc mừng bạn đã trúng thưởng xe máy", 2),
        ("bạn được chọn là khách hàng may mắn nhận quà", 2),
        ("nhận tiền hoàn thuế, hoàn thuế cho bạn, truy cập để nhận", 1),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "cơ hội trúng thưởng iPhone khi nạp thẻ",
        "Chúc mừng bạn đã trúng tuyển",
        "chúc mừng sinh nhật",
        "quay số trúng thưởng lúc 20h",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
