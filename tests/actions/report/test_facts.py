"""What happened lies before the message, and is told no more exactly than the resident told it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from actions.report.facts import recognise

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # a Sunday


@pytest.mark.parametrize(
    "text",
    [
        "mai họ bảo tôi chuyển tiếp",
        "thứ 2 tuần sau họ hẹn gặp",
        "tối nay lúc 8 giờ họ gọi lại",
        "họ hẹn ngày 30/11/2026",
    ],
)
def test_a_time_to_come_is_not_when_it_happened(text: str) -> None:
    facts = recognise(text, NOW)
    assert "happened_at" not in facts.texts
    assert facts.happened_iso is None


def test_the_first_time_gone_by_is_taken_though_one_to_come_stands_before_it() -> None:
    facts = recognise("mai họ hẹn gặp, hôm qua lúc 9 giờ sáng họ đã gọi", NOW)
    assert "21/11/2026" in facts.texts["happened_at"]
    assert facts.happened_iso == "2026-11-21T09:00:00+07:00"


def test_a_month_is_not_called_its_first_day() -> None:
    facts = recognise("chuyện xảy ra hồi tháng 10/2026", NOW)
    assert facts.texts["happened_at"].endswith("(tháng 10/2026)")
    assert "01/10" not in facts.texts["happened_at"]
    assert facts.happened_iso == "2026-10"


def test_a_day_is_told_as_a_day() -> None:
    assert recognise("hôm qua tôi bị gọi", NOW).texts["happened_at"] == "hôm qua (21/11/2026)"
