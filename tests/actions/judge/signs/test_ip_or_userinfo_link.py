"""ip_or_userinfo_link: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "ip_or_userinfo_link"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://103.45.67.8/vneid", 3),
        ("https://vietcombank.com.vn@nhanthuong.com/a", 3),
        ("hxxp://nhanqua[.]com", 2),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "gửi về abc@gmail.com",
        "http://evn.com.vn",
        "phiên bản 1.2.3.4",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
