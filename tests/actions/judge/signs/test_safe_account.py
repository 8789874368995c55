"""safe_account: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "safe_account"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chuyển tiền vào tài khoản tạm giữ của cơ quan điều tra", 3),
        ("chuyển hết tiền để xác minh dòng tiền", 3),
        ("phải chứng minh tiền sạch", 3),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Công an không bao giờ yêu cầu chuyển tiền vào tài khoản tạm giữ",
        "chuyển tiền vào tài khoản của mẹ",
        "tài khoản an toàn khi bật xác thực hai lớp",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
