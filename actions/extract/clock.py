"""Clock times and parts of the day, read from folded text."""

import re
from dataclasses import dataclass
from datetime import time

from actions.extract.numbers import SPELLED, value

PART = (
    r"(?:(?:rang |gan |mo )?sang(?: som)?|som sang|trua|(?:xe |dau |cuoi |gan )?chie?u(?: toi)?|toi(?: muon| khuya)?"
    r"|(?:nua |giua )?dem(?: khuya)?|khuya)"
)
_WORDS = (
    r"(?:muoi(?: (?:mot|hai|ba|bon|lam|sau|bay|tam|chin))?|hai muoi(?: (?:mot|hai|ba|bon|tu))?"
    r"|mot|hai|ba|bon|nam|sau|bay|tam|chin)"
)
_MONEY = r"(?:trieu|tr\b|k\b|nghin|ngan|ty\b|cu\b|lan\b|nguoi\b|(?:ngay|thang|tuan)\b(?! \d)|(?:hom|bua) (?:nay|truoc))"
_CLOCK = re.compile(
    rf"(?<![\d/.,-])(?P<hour>\d{{1,2}})(?:\s?(?:h|gio|g)(?![a-z])\s?(?:(?P<less>kem|thieu)\s(?P<words>{SPELLED})\b|(?P<less2>kem|thieu)\s)?"
    rf"(?:(?P<minute>\d{{1,2}})(?!\d|[/.,-]\d)(?!\s?{_MONEY})|(?P<half>ruoi))?"
    r"|:(?P<colon>\d{2})(?::\d{2})?)(?:\s?(?:phut|ph|p|'))?(?:\s?(?P<noon>am|pm))?(?![a-z\d])"
)
_SPELLED = re.compile(
    rf"\b(?P<hour>{_WORDS})\sgio\b(?:\s(?P<less>kem|thieu)\b)?"
    rf"(?:\s(?:(?P<half>ruoi\b)|(?P<minute>\d{{1,2}}|{SPELLED})(?!\d|[/.,-]\d|[a-z])(?!\s?{_MONEY})))?(?:\sphut\b)?"
)
_HALF = re.compile(rf"(?<![\d/.,:-])\b(?P<hour>\d{{1,2}}|{_WORDS})\s(?P<half>ruoi)\b(?!\s(?:trieu|ty|tram|nghin|ngan))")
_NOON = re.compile(r"(?<![\d/.,:-])(?P<hour>\d{1,2})\s?(?P<noon>am|pm)\b(?!\slich)")
_MIDNIGHT = re.compile(r"\bnua dem\b(?!\s(?:qua|hom|nay|thu|ngay|chu|bua|\d))")
_PART_AFTER = re.compile(rf"\s?({PART})\b")
_SINCE = re.compile(r"\b(?:luc|tam|khoang|hoi|vao|co|chung|den|tu)\s$")
# Before or after a span of time, not a time of the day.
_LASTING = re.compile(
    r"\b(?:trong|vong|suot|mat|sau|cach day|cach nay|keo dai|chuyen|het|them|moi|tung)\s(?:(?:khoang|hon|gan|tam)\s)?$"
)
_LASTED = re.compile(r"\s?(?:dong ho|lien\b|truoc\b|nua\b|lam\b|hoc\b|mot ngay|moi ngay|/|sau (?:do|no|moi)\b)")
_NOW = re.compile(r"\s(?:sang|trua|chieu|dem|toi(?=\s(?:hom|qua|nay|ngay|thu|chu|bua|mai)\b|\W*$))")
_SCORE = re.compile(r"\b(?:ty|ti) (?:so|le)\s$")
_AROUND = 24


@dataclass(frozen=True)
class Hour:
    """A clock time at [start, end) as said; `part` is its "sáng", "chiều", "tối"…"""

    start: int
    end: int
    at: time
    part: str | None


def _number(written: str | None) -> int:
    return 0 if not written else int(written) if written.isdigit() else value(written) or 0


def _at(match: re.Match[str]) -> time | None:
    said = match.groupdict()
    words = said.get("words") or said.get("minute") or said.get("colon")
    hour, minute = _number(said["hour"]), 30 if said.get("half") else _number(words)
    if hour > 24 or minute > 59:
        return None
    if (said.get("less") or said.get("less2")) and minute:
        hour, minute = hour - 1, 60 - minute
    if said.get("noon") == "pm" and hour < 12:
        hour += 12
    return time(hour % 24, minute)


def hours(text: str) -> list[Hour]:
    """Every clock time in folded `text`, with the part of the day said right after it; no spans ("trong 24 giờ")."""
    found: list[Hour] = []
    for form in (_CLOCK, _NOON, _SPELLED, _HALF, _MIDNIGHT):
        for match in form.finditer(text):
            start, end = match.span()
            at = time() if form is _MIDNIGHT else _at(match)
            before = text[max(0, start - _AROUND) : start]
            after = _PART_AFTER.match(text, end, end + _AROUND)
            if at is None or _SCORE.search(before) or any(h.start < end and start < h.end for h in found[-1:]):
                continue
            if match.groupdict().get("hour") == "24" and not _SINCE.search(before):
                continue  # "24h qua"
            if form is _HALF and not after and not _SINCE.search(before):
                continue
            if (
                form is _SPELLED
                and match["hour"] == "bay"
                and not (match["minute"] or match["half"] or _SINCE.search(before) or _NOW.match(text, end))
            ):
                continue  # "bây giờ"
            if not after and (_LASTING.search(before) or _LASTED.match(text, end)):
                continue
            part = "dem" if form is _MIDNIGHT else after[1] if after else None
            found.append(Hour(start, after.end() if after and part else end, at, part))
    return sorted(_apart(found), key=lambda h: h.start)


def _apart(found: list[Hour]) -> list[Hour]:
    """Of two readings that overlap the first form's."""
    kept: list[Hour] = []
    taken: set[int] = set()
    for hour in found:
        span = range(hour.start, hour.end)
        if taken.isdisjoint(span):
            kept.append(hour)
            taken.update(span)
    return kept


def clock(at: time, part: str | None) -> time:
    """Afternoon and evening hours on the 24-hour clock; "đêm" before five stays, "12 giờ đêm" is 0:00."""
    said = set(part.split()) if part else set[str]()
    night = bool(said & {"dem", "khuya"}) and "toi" not in said
    late = bool(said & {"chieu", "chiu", "toi"}) or night
    if at.hour == 12 and (night or ("toi" in said and "chieu" not in said)):
        return at.replace(hour=0)
    if late and at.hour < 12 and not (night and at.hour < 5):
        return at.replace(hour=at.hour + 12)
    if "trua" in said and at.hour < 4:
        return at.replace(hour=at.hour + 12)
    return at
