"""Days told by the calendar: 20/11, "ngày 5 tháng 11", "mùng 5", "cuối tháng trước"; without a year the latest past."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from actions.extract.clock import PART
from actions.extract.day import COUNTED, MANY, Day, N, count
from actions.extract.fold import Mapped
from actions.extract.spoken import said_at

_M = r"(?:\d{1,2}|muoi(?: mot| hai)?|mot|hai|ba|tu|nam|sau|bay|tam|chin)"
_YEAR = r"(?:\s(?:(?P<then>nam ngoai|nam nay|nam kia|nam truoc)|nam (?P<spoken>\d{4})))?"
_NUMERIC = re.compile(
    r"(?<![\d/.,-])(?P<d>\d{1,2})(?P<sep>[/\-.])(?P<m>\d{1,2})(?:(?P=sep)(?P<y>\d{4}|\d{2}))?(?![\d/]|[.,-]\d)" + _YEAR
)
_ISO = re.compile(r"(?<![\d/.,-])(?P<y>20\d\d)[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?!\d)")
_SPELLED = re.compile(
    rf"(?<![\d/.,:-])\b(?P<head>(?:ngay\s|hom\s)?(?:mung|mong|ngay|hom)\s)?(?P<d>{N})\s(?:thang|thg)\s(?P<m>{_M}|nay|truoc|roi|"
    rf"vua roi|vua qua|qua|~~~)"
    rf"(?!\s?{COUNTED}\b)(?:\s?[,/]?\s?(?:nam\s)?(?P<y>20\d\d))?{_YEAR}(?![a-z\d])"
)
_LONE = re.compile(
    rf"\b(?:(?:ngay|hom)\s)?(?P<head>mung|mong|ngay|hom|bua)\s(?P<d>{N})(?![\d/:%]|[-.,]\d)(?!\s?{COUNTED}\b)"
    r"(?![a-z])(?!\s(?:thang|hang|moi)\b)"
)
_MONTH = re.compile(
    rf"\bthang\s(?P<m>{_M}|nay|truoc nua|truoc|roi|vua roi|vua qua|qua|~~~)"
    r"(?:\s?[/-]\s?(?P<y>20\d\d))?(?![\d:%]|[-.,]\d)"
    rf"(?!\s?/?{COUNTED}\b)(?!/\d)(?![a-z]){_YEAR}"
)
_TOLD = re.compile(rf"\b(?:ngay|hom|hoi|bua|tu|den|vao|luc|truoc|sau|mung|thu \S{{1,4}}|{PART})\s$")
_PLACE = re.compile(
    r"\b(?:duong|hem|ngo|ngach|kiet|pho|so|nha|lo|to|phong|dinh|dieu|khoan|van|ty le|ti le|lop|ap|toa|gia|can|du)\s$"
)
# "~~~" stands for a word its accents forbid as a number: "tháng sau", "tháng tới" (not "tháng sáu").
_COUNTED_MONTHS = ("nay", "truoc", "roi", "vua roi", "vua qua", "qua", "~~~")
_FRACTION = {(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5)}
_SHARE = re.compile(rf"\s?(?:so tien|tong|luong|duong|tai san|gia tri|khoan|am lich|{COUNTED}\b)")
_MANY = re.compile(MANY)
_DUE = re.compile(r"\b(?:han|hen|het|cham nhat|truoc)\s(?:(?:la|vao|den|trong|chot)\s)?(?:ngay\s)?$")  # still to come
_BEFORE = 24


def _year(match: re.Match[str], today: date) -> int | None:
    said = match.groupdict()
    if written := said.get("y") or said.get("spoken"):
        return int(written) + (2000 if len(written) == 2 else 0)
    return (
        today.year - {"nay": 0, "ngoai": 1, "truoc": 1, "kia": 2}[said["then"].split()[-1]]
        if said.get("then")
        else None
    )


def _calendar(d: int | None, m: int | None, y: int | None, today: date) -> date | None:
    """The date; without a year the most recent one that is not in the future."""
    if d is None or m is None:
        return None
    try:
        if y is not None:
            return date(y, m, d)
        this_year = date(today.year, m, d)
        return this_year if this_year <= today else date(today.year - 1, m, d)
    except ValueError:
        return None


def _month(said: str, year: int | None, today: date) -> date | None:
    """The first of the month named or counted from this one."""
    if said in _COUNTED_MONTHS or said == "truoc nua":
        first = today.replace(day=1)
        if said == "nay":
            return first
        if said == "~~~":
            return (first + timedelta(32)).replace(day=1)
        return (first - timedelta(32 if said == "truoc nua" else 1)).replace(day=1)
    return _calendar(1, count(said), year, today)


def _of_month(d: int | None, month: date | None, today: date) -> date | None:
    """Day `d` of the month, or the latest past one without a month."""
    for first in [month] if month else [today.replace(day=1), (today.replace(day=1) - timedelta(1)).replace(day=1)]:
        try:
            day = first.replace(day=d or 0)
        except ValueError:
            continue
        if month or day <= today:
            return day
    return None


def _numeric(text: str, today: date) -> Iterator[Day]:
    for match in _NUMERIC.finditer(text):
        d, m, dated = int(match["d"]), int(match["m"]), match["y"] is not None
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        told = _TOLD.search(before) is not None
        if not dated and not match["then"] and not match["spoken"]:
            unsure = match["sep"] != "/" or (d, m) == (24, 7) or (d, m) in _FRACTION
            if (unsure and not told) or _PLACE.search(before) or _SHARE.match(text, match.end()):
                continue  # "5-10", "3.5", "2/3 số tiền", "đường 3/2", "24/7"
        year = _year(match, today) or (today.year if _DUE.search(before) else None)
        if day := _calendar(d, m, year, today):
            yield Day(*match.span(), day)
    for match in _ISO.finditer(text):
        if day := _calendar(int(match["d"]), int(match["m"]), int(match["y"]), today):
            yield Day(*match.span(), day)


def _forbidden(match: re.Match[str], folded: Mapped) -> bool:
    return match["m"] == "~~~" and said_at(folded, *match.span("m")) not in ("sau", "tới")


def _spelled(text: str, folded: Mapped, today: date) -> Iterator[Day]:
    for match in _SPELLED.finditer(text):
        if _forbidden(match, folded):
            continue
        d, year = count(match["d"]), _year(match, today)
        if match["d"] == "tu" and not match["head"]:
            continue  # "từ tháng 6"
        if year is None and _DUE.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            year = today.year
        if match["m"] in _COUNTED_MONTHS:
            if match["head"]:
                yield Day(*match.span(), _of_month(d, _month(match["m"], None, today), today))
            continue  # "2 tháng trước" is told elsewhere
        yield Day(*match.span(), _calendar(d, count(match["m"]), year, today))
    for match in _LONE.finditer(text):
        d = count(match["d"])
        few = not match["d"].isdigit() and match["head"] in ("ngay", "hom", "bua") and (d or 0) < 10
        if few or d is None or not 1 <= d <= 31 or _MANY.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            continue  # "ngày một nhiều", "mỗi ngày 5"
        yield Day(*match.span(), _of_month(d, None, today))


def _months(text: str, folded: Mapped, today: date) -> Iterator[Day]:
    for match in _MONTH.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if _forbidden(match, folded):
            continue
        if not _MANY.search(before) and (first := _month(match["m"], _year(match, today), today)):
            yield Day(*match.span(), first, precision="month")


def calendar_days(text: str, folded: Mapped, today: date) -> list[Day]:
    """Every calendar day or month in `text`, the folded text with the words its accents forbid blanked."""
    return [*_numeric(text, today), *_spelled(text, folded, today), *_months(text, folded, today)]
