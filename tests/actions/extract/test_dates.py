"""Regression cases of the first parser's held-out list, and our own; now is a Saturday, 2026-11-21 10:00."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.extract.dates import Moment, dates
from actions.extract.fold import fold

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CASES = [
    ("chiều hôm qua lúc 3 giờ", "2026-11-20 15:00"),
    ("sáng thứ 5", "2026-11-19"),
    ("hồi 2/11", "2026-11-02"),
    ("ngày mùng 5 tháng 11", "2026-11-05"),
    ("tuần rồi", ""),
    ("cách đây 3 tháng", "2026-08-23 ~"),
    ("thứ bảy tuần trước", "2026-11-14"),
    ("21h hôm qua", "2026-11-20 21:00"),
    ("đêm qua 11h", "2026-11-20 23:00"),
    ("năm ngoái", ""),
    ("10 giờ kém 15 sáng nay", "2026-11-21 09:45"),
    ("01-10-2026", "2026-10-01"),
    ("bữa hôm kia", "2026-11-19"),
    ("7h30 tối 18/11", "2026-11-18 19:30"),
    ("hôm qua", "2026-11-20"),
    ("20/11", "2026-11-20"),
    ("3 ngày trước", "2026-11-18"),
    ("hôm qua lúc 20:15", "2026-11-20 20:15"),
    ("8h tối hôm qua", "2026-11-20 20:00"),
    ("thứ 2 tuần trước", "2026-11-09"),
    ("T2 tuần trước", "2026-11-09"),
    ("lúc 14h30", ""),
    ("14h30 ngày 5/11", "2026-11-05 14:30"),
    ("25/12", "2025-12-25"),
    ("sáng nay", "2026-11-21"),
    ("tối qua", "2026-11-20"),
    ("hôm kia", "2026-11-19"),
    ("lúc 9 giờ sáng hôm qua", "2026-11-20 09:00"),
    ("tối thứ bảy lúc 8 giờ", "2026-11-21 20:00"),
    ("đêm qua 2h", "2026-11-20 02:00"),
    ("ngày 15 tháng mười", "2026-10-15"),
    ("chủ nhật tuần trước", "2026-11-15"),
    ("hai tuần trước", "2026-11-07"),
    ("thứ tư", "2026-11-18"),
    ("5-10 triệu", ""),
    ("24/7", ""),
    ("hotline 24/7", ""),
    ("chuyển 5 triệu chiều qua lúc 4h30", "2026-11-20 16:30"),
    ("trưa nay 12h", "2026-11-21 12:00"),
]


def show(moment: Moment) -> str:
    form = "%Y-%m-%d %H:%M" if moment.precision == "minute" else "%Y-%m-%d"
    return moment.value.strftime(form) + (" ~" if moment.approximate else "")


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_told_days(text: str, expected: str) -> None:
    assert ",".join(show(m) for m in dates(text, NOW)) == expected


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_without_diacritics_the_same(text: str, expected: str) -> None:
    assert ",".join(show(m) for m in dates(fold(text).text, NOW)) == expected


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        dates("hôm qua", datetime(2026, 11, 21))


@given(st.text(alphabet="0123456789/-.: hgiờ quatốsng", max_size=50) | st.text(max_size=50))
def test_never_raises_and_quotes(text: str) -> None:
    for moment in dates(text, NOW):
        assert text[moment.start : moment.end] == moment.quoted
        assert moment.value.tzinfo is NOW.tzinfo
