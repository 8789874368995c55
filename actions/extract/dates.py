"""Days and clock times as people tell them, counted from a given moment."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from actions.extract.clock import PART, Hour, clock, hours
from actions.extract.fold import fold
from actions.extract.numbers import SPELLED, value

Precision = Literal["minute", "day", "month"]

_N = rf"(?:\d{{1,3}}|{SPELLED})"
_DAY_WORDS = {"nay": 0, "qua": 1, "kia": 2}
_WEEKDAYS = {
    "hai": 0,
    "2": 0,
    "ba": 1,
    "3": 1,
    "tu": 2,
    "4": 2,
    "nam": 3,
    "5": 3,
    "sau": 4,
    "6": 4,
    "bay": 5,
    "7": 5,
}

_NUMERIC = re.compile(
    r"(?<![\d/.,-])(?!24/)(?P<d>\d{1,2})(?P<sep>[/\-.])(?P<m>\d{1,2})(?:(?P=sep)(?P<y>\d{4}|\d{2}))?(?![\d/]|[.,-]\d)"
)
_SPELLED_DATE = re.compile(
    rf"\b(?:ngay\s)?(?:mung|mong|ngay)\s(?P<d>{_N})(?:\sthang\s(?P<m>{_N}))(?:\s(?:nam\s)?(?P<y>\d{{4}}))?\b"
)
_RELATIVE = re.compile(
    rf"\b(?:(?P<part>{PART})\s)?(?P<word>hom nay|bua nay|hom qua|bua qua|bua hom kia|hom kia|bua kia)\b"
    rf"|\b(?P<part2>{PART})\s(?P<word2>nay|qua|kia)\b"
)
_WEEKDAY = re.compile(
    r"\b(?:(?<!nguoi )(?<!lan )thu\s(?P<w>hai|ba|tu|nam|sau|bay|[2-7])|(?P<sun>chu nhat)|t(?P<t>[2-7])(?=\stuan))\b"
    r"(?P<last>\s(?:tuan (?:truoc|roi|qua)))?(?P<this>\s(?:tuan nay|vua roi|vua qua))?"
)
_AGO = re.compile(
    rf"\b(?:cach (?:day|nay)\s(?:khoang\s)?(?P<n>{_N})\s(?P<u>ngay|tuan|thang)"
    rf"|(?P<n2>{_N})\s(?P<u2>ngay|tuan|thang)\s(?:truoc|nay roi))\b"
)
# "lừa tôi hôm qua": without accents "tôi" (I) and "tối" (evening) look the same; with them it is no evening.
_SELF = re.compile(r"\b[Tt]ôi\b|\bTÔI\b")
_PART_BEFORE = re.compile(rf"\b({PART})(?:\s(?:ngay|hom|luc))?\s?$")


@dataclass(frozen=True)
class Moment:
    """`value` in the time zone of the given now; 00:00 when only the day is known."""

    quoted: str
    start: int
    end: int
    value: datetime
    precision: Precision
    approximate: bool = False


@dataclass(frozen=True)
class _Day:
    start: int
    end: int
    day: date
    part: str | None = None
    approximate: bool = False


def _number(written: str) -> int | None:
    return int(written) if written.isdigit() else value(written)


def _calendar(d: int | None, m: int | None, y: int | None, today: date) -> date | None:
    """The date; without a year the most recent one that is not in the future."""
    if d is None or m is None:
        return None
    try:
        if y is not None:
            return date(y + 2000 if y < 100 else y, m, d)
        this_year = date(today.year, m, d)
        return this_year if this_year <= today else date(today.year - 1, m, d)
    except ValueError:
        return None


def _days(text: str, today: date) -> list[_Day]:
    found = []
    for match in _NUMERIC.finditer(text):
        year = int(match["y"]) if match["y"] else None
        if match["sep"] != "/" and year is None:
            continue  # "5-10", "3.5" are ranges and decimals
        if day := _calendar(int(match["d"]), int(match["m"]), year, today):
            found.append(_Day(*match.span(), day))
    for match in _SPELLED_DATE.finditer(text):
        year = int(match["y"]) if match["y"] else None
        if day := _calendar(_number(match["d"]), _number(match["m"]), year, today):
            found.append(_Day(*match.span(), day))
    for match in _RELATIVE.finditer(text):
        word = (match["word"] or match["word2"]).split()[-1]
        found.append(_Day(*match.span(), today - timedelta(_DAY_WORDS[word]), match["part"] or match["part2"]))
    for match in _WEEKDAY.finditer(text):
        weekday = 6 if match["sun"] else int(match["t"]) - 2 if match["t"] else _WEEKDAYS[match["w"]]
        back = today.weekday() - weekday
        day = today - timedelta(back + 7 if match["last"] else back % 7)
        found.append(_Day(*match.span(), day))
    for match in _AGO.finditer(text):
        count, unit = _number(match["n"] or match["n2"]), match["u"] or match["u2"]
        if count is not None and count < 400:
            span = timedelta(count * {"ngay": 1, "tuan": 7, "thang": 30}[unit])
            found.append(_Day(*match.span(), today - span, None, unit == "thang"))
    return sorted(found, key=lambda d: (d.start, -d.end))


def _joined(text: str, day: _Day, clocks: list[Hour]) -> tuple[int, int, Hour | None]:
    """The nearest clock time that only small words separate from the day."""
    for hour in clocks:
        between = text[day.end : hour.start] if hour.start >= day.end else text[hour.end : day.start]
        if hour.start < day.end and day.start < hour.end:
            return min(day.start, hour.start), max(day.end, hour.end), hour
        if re.fullmatch(rf"[\s,]{{0,2}}(?:(?:luc|vao|khoang|ngay|hom|{PART})\s?){{0,4}}[\s,]{{0,2}}", between):
            return min(day.start, hour.start), max(day.end, hour.end), hour
    return day.start, day.end, None


def dates(text: str, now: datetime) -> tuple[Moment, ...]:
    """Every told day in `text`, in order, as of `now` (aware; use Asia/Ho_Chi_Minh)."""
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    folded = fold(_SELF.sub("---", text))
    clocks, found, taken = hours(folded.text), list[Moment](), 0
    for day in _days(folded.text, now.date()):
        if day.start < taken:
            continue
        start, end, hour = _joined(folded.text, day, clocks)
        part = day.part or (hour.part if hour else None)
        if part is None:
            before = _PART_BEFORE.search(folded.text[max(0, start - 14) : start])
            between = re.search(rf"\b({PART})\b", folded.text[start:end]) or before
            part = between[1] if between else None
        at = clock(hour.at, part) if hour else time()
        first, last = folded.span(start, end)
        precision: Precision = "month" if day.approximate else "minute" if hour else "day"
        moment = datetime.combine(day.day, at, tzinfo=now.tzinfo)
        found.append(Moment(folded.original[first:last], first, last, moment, precision, day.approximate))
        taken = end
        clocks = [h for h in clocks if h is not hour]
    return tuple(found)
