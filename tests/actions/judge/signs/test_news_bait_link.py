"""news_bait_link: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "news_bait_link"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Camera ghi lại cảnh tai nạn kinh hoàng https://abc-xem.com/x", 2),
        ("có phải bạn trong video này không https://v-xem.net/a1", 2),
        ("https://tintuc24h-vn.com/canh-sat-bat-giu", 2),
        ("xem video nè https://quanan.net/v", 1),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "xem video nè https://youtube.com/watch?v=1",
        "Tai nạn thương tâm https://vnexpress.net/tai-nan-123.html",
        "xem clip hôm qua chưa",
        "https://tinhte.vn/video-danh-gia",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
