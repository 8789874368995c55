"""authority_claim: what fires, and what genuine messages must not."""

import pytest

from tests.actions.judge.signs.cases import weight

SIGN = "authority_claim"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tôi là cán bộ công an phường, kết bạn Zalo để làm việc", 2),
        ("em là nhân viên ngân hàng", 1),
        ("thiếu tá Nguyễn Văn Nam", 1),
    ],
)
def test_fires(text: str, expected: int) -> None:
    assert weight(SIGN, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "công an xã mời bác đến trụ sở",
        "hôm nay tôi đi ngân hàng",
        "em là sinh viên năm nhất",
    ],
)
def test_stays_silent(text: str) -> None:
    assert weight(SIGN, text) == 0
