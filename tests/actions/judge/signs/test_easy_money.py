"""easy_money: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "easy_money"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("việc nhẹ lương cao, tuyển CTV online, hoa hồng 300k/ngày", 3),
        ("làm nhiệm vụ nhận hoa hồng", 2),
        ("việc làm tại nhà", 1),
        ("Làm tại nhà, tranh thủ 2-3 tiếng buổi tối", 2),
        ("tien cong tra theo ngay, tang 99k cho thanh vien dang ky", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tuyển công nhân may, lương 9 triệu/tháng, đóng BHXH",
        "họp phụ huynh tối nay",
        "Còn 2 giờ nữa là cúp điện, nhà mình sạc điện thoại nhé",
        "mẹ đi chợ về muộn",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
