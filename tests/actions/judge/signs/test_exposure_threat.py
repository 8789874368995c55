"""exposure_threat: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "exposure_threat"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tao sẽ gửi clip nhạy cảm của mày cho gia đình, muốn xóa thì chuyển tiền", 3),
        ("không chuyển khoản thì tung ảnh nóng lên mạng", 3),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "gửi video cuộc họp cho cả lớp",
        "đăng ảnh gia đình lên mạng",
        "xem clip hài",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
