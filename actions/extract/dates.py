"""Days and clock times as people tell them, counted from a given moment.

Days to come ("mai", "thứ 2 tuần sau") are read too. Not read: a clock time without a day (see clock.hours), whole weeks
and years ("tuần trước", "năm ngoái"), vague spans ("mấy hôm nay"), the lunar calendar ("mùng 3 tết").
"""

import re
from dataclasses import dataclass
from datetime import datetime, time

from actions.extract.calendar_days import calendar_days
from actions.extract.clock import PART, Hour, clock, hours
from actions.extract.day import Day, Precision
from actions.extract.fold import fold
from actions.extract.spoken import only_meant
from actions.extract.told_days import told_days

# Words that are told apart by their accents alone: "tối" and "tôi", "sáng" and "sang", "bảy giờ" and "bây giờ".
_MEANT = {
    "toi": "tối tói", "sang": "sáng", "dem": "đêm", "chieu": "chiều", "chiu": "chiu chìu", "trua": "trưa",
    "mai": "mai", "bay": "bảy bẩy", "nam": "năm", "sau": "sáu", "tu": "tư từ", "hoi": "hồi", "thu": "thứ",
    "nay": "nay nãy này nảy", "ban": "ban", "mot": "một mốt", "thang": "tháng", "ngay": "ngày",
    "bua": "bữa bửa bựa", "te": "tê", "ni": "ni", "kia": "kia kìa kỉa", "lam": "lăm", "gio": "giờ",
    "tam": "tám tầm",
}  # fmt: skip
_PART_BEFORE = re.compile(rf"\b({PART})(?:\s(?:ngay|hom|luc|vao))?\s?$")
_PART_WITHIN = re.compile(rf"\b({PART})\b")
_JOINT = re.compile(
    rf"[\s,(t–-]{{0,3}}(?:(?:luc|vao|khoang|tam|chung|do|gan|hoi|co|ngay|hom|cua|{PART})[\s,]{{1,2}}){{0,4}}[\s,]{{0,2}}"
)
_WEEKDAY = re.compile(r"thu|chua? nh|t\s?\d|cn")
_SAME_DAY = re.compile(r"[\s,(]{0,3}(?:la )?(?:ngay )?")


@dataclass(frozen=True)
class Moment:
    """`value` in the time zone of the given now; 00:00 when only the day, the first when only the month is known.

    `approximate` marks what was counted back roughly: in months, in hours, "khoảng 2 tuần trước".
    """

    quoted: str
    start: int
    end: int
    value: datetime
    precision: Precision
    approximate: bool = False


def _joined(text: str, day: Day, clocks: list[Hour]) -> tuple[int, int, Hour | None]:
    """The nearest clock time that only small words separate from the day."""
    for hour in clocks:
        start, end = min(day.start, hour.start), max(day.end, hour.end)
        if hour.start < day.end and day.start < hour.end:
            return start, end, hour
        between = text[day.end : hour.start] if hour.start >= day.end else text[hour.end : day.start]
        if len(between) < 40 and _JOINT.fullmatch(between + " "):
            return start, end, hour
    return day.start, day.end, None


def _apart(text: str, days: list[Day]) -> list[Day]:
    """Days that do not overlap; a weekday that stands before its date ("thứ 2, 16/11") is that date."""
    kept: list[Day] = []
    for day in sorted(days, key=lambda d: (d.start, -d.end)):
        if kept and day.start < kept[-1].end:
            continue
        before = kept[-1] if kept else None
        if before and before.day and day.day and _SAME_DAY.fullmatch(text[before.end : day.start]):
            named = _WEEKDAY.match(text, before.start) and before.day.weekday() == day.day.weekday()
            if named or before.day == day.day:
                kept.pop()
        kept.append(day)
    return [day for day in kept if day.day]


def dates(text: str, now: datetime) -> tuple[Moment, ...]:
    """Every told day in `text`, in order, as of `now` (aware; use Asia/Ho_Chi_Minh)."""
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    folded = fold(text)
    plain = only_meant(folded, _MEANT)
    clocks, found, taken = hours(plain), list[Moment](), 0
    for day in _apart(plain, [*calendar_days(plain, folded, now.date()), *told_days(plain, folded, now)]):
        if day.start < taken or day.day is None:
            continue
        near = [h for h in clocks if h.start > day.start - 60 and h.end < day.end + 60]
        start, end, hour = (day.start, day.end, None) if day.precision != "day" else _joined(plain, day, near)
        part = day.part or (hour.part if hour else None)
        if part is None:
            told = _PART_WITHIN.search(plain[start:end]) or _PART_BEFORE.search(plain[max(0, start - 24) : start])
            part = told[1] if told else None
        at = clock(hour.at, part) if hour else time()
        first, last = folded.span(start, end)
        moment = day.moment or datetime.combine(day.day, at, tzinfo=now.tzinfo)
        precision = "minute" if hour else day.precision
        found.append(Moment(folded.original[first:last], first, last, moment, precision, day.approximate))
        taken = end
        clocks = [h for h in clocks if h is not hour]
    return tuple(found)
