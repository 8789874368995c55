"""Clock times and parts of the day, read from folded text."""

import re
from dataclasses import dataclass
from datetime import time

PART = r"(?:sang(?: som)?|trua|chieu(?: toi)?|toi|dem|khuya)"
_CLOCK = re.compile(
    r"(?<![\d/.,-])(?P<hour>\d{1,2})(?:\s?(?:h|gio|g)(?![a-z])\s?(?:(?P<less>kem)\s)?"
    r"(?:(?P<minute>\d{1,2})(?!\d|[/.,-]\d)(?!\s?(?:trieu|tr\b|k\b|(?:ngay|thang|tuan)\b(?!\s\d)))|(?P<half>ruoi))?"
    r"|:(?P<colon>\d{2}))(?![a-z\d])"
)
_PART_AFTER = re.compile(rf"^\s({PART})\b")


@dataclass(frozen=True)
class Hour:
    """A clock time at [start, end) as said; `part` is its "sáng", "chiều", "tối"…"""

    start: int
    end: int
    at: time
    part: str | None


def hours(text: str) -> list[Hour]:
    """Every clock time in folded `text`, with the part of the day said right after it."""
    found = []
    for match in _CLOCK.finditer(text):
        hour, minute = (
            int(match["hour"]),
            int(match["minute"] or match["colon"] or (30 if match["half"] else 0)),
        )
        if hour > 24 or minute > 59:
            continue
        if match["less"]:
            hour, minute = (hour - 1, 60 - minute) if minute else (hour, 0)
        after = _PART_AFTER.match(text[match.end() : match.end() + 12])
        end = match.end() + (after.end() if after else 0)
        found.append(Hour(match.start(), end, time(hour % 24, minute), after[1] if after else None))
    return found


def clock(at: time, part: str | None) -> time:
    """Afternoon and evening hours on the 24-hour clock; "đêm" before five stays after midnight."""
    late = part is not None and part.split()[0] in ("chieu", "toi", "dem", "khuya")
    night = part is not None and part.split()[0] in ("dem", "khuya")
    if late and at.hour < 12 and not (night and at.hour < 5):
        return at.replace(hour=at.hour + 12)
    if part == "trua" and at.hour < 4:
        return at.replace(hour=at.hour + 12)
    return at
