"""phone_shape: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "phone_shape"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+2161234567", 2),
        ("có cuộc nhỡ từ +2161234567 hôm qua lúc nửa đêm", 1),
        ("máy hiện số +84069123456 gọi đến liên tục", 1),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "+84912345678",
        "gọi 1900545413",
        "+6591234567",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
