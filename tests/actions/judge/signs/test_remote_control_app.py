"""remote_control_app: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "remote_control_app"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bác cài TeamViewer để em hỗ trợ", 3),
        ("bật chia sẻ màn hình cho cán bộ xem", 3),
        ("cấp quyền trợ năng cho ứng dụng", 3),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "điều khiển tivi bị hỏng",
        "màn hình điện thoại bị vỡ",
        "không bao giờ chia sẻ màn hình với người lạ",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
