"""forged_papers: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "forged_papers"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nhận làm bằng đại học phôi thật, giá rẻ", 2),
        ("làm CCCD giả lấy nhanh liên hệ zalo", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "lớp học lái xe B2 khai giảng",
        "công an xã làm căn cước cho học sinh",
        "nộp bản sao bằng tốt nghiệp",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
