"""Words that contain a number word and a unit are no sums of money."""

import pytest

from actions.extract.amounts import amounts


@pytest.mark.parametrize(
    "text", ["tôi chưa bấm link", "bam vao link", "tư vấn", "nó bảo năm mới", "ba mẹ tôi", "bảy tám tháng"]
)
def test_no_sum_in_ordinary_words(text: str) -> None:
    assert amounts(text) == ()


@pytest.mark.parametrize(("text", "vnd"), [("ba triệu", 3_000_000), ("ba m", 3_000_000), ("3m", 3_000_000)])
def test_spelled_sums_stay(text: str, vnd: int) -> None:
    assert [a.vnd for a in amounts(text)] == [vnd]
