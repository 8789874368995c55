"""gambling: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "gambling"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nhà cái uy tín nạp đầu tặng 100%, tài xỉu", 3),
        ("chơi nổ hũ nhận code tân thủ", 2),
        ("soi cầu bạch thủ hôm nay", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "nhà cái cho kèo trên mà vẫn thua",
        "con lô cốt cũ ở đầu làng",
        "sim số đẹp giá rẻ liên hệ",
        "công an bắt sòng bạc",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
