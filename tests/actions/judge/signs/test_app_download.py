"""app_download: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "app_download"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tải file VNeID.apk về cài", 3),
        ("bác cài ứng dụng theo hướng dẫn em gửi qua zalo", 3),
        ("bật cài đặt nguồn không xác định", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Quý khách tải ứng dụng trên App Store hoặc CH Play",
        "Tuyệt đối không cài ứng dụng theo đường dẫn lạ",
        "cài ứng dụng trong link chính thức vietcombank.com.vn",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
