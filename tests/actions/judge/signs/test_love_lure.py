"""love_lure: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "love_lure"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anh là lính Mỹ ở Syria, anh yêu em nhiều lắm", 2),
        ("Anh la ky su dau khi nguoi Anh, anh gui cho em mot kien hang trang suc", 2),
        ("em ơi anh nhớ em nhiều, anh hứa cưới em", 1),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "chồng tôi làm kỹ sư ở Bình Dương",
        "nhớ mua gạo nhé em",
        "bác sĩ hẹn tái khám thứ hai",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
