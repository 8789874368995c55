"""A day as read from a text, and the counts that days are told with."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from actions.extract.numbers import SPELLED, value

Precision = Literal["minute", "day", "month"]
N = rf"(?:\d{{1,3}}|{SPELLED})"
# After "ngày 5", "tháng 5" or "5/10" these say that something else is counted.
COUNTED = (
    r"(?:trieu|tr|k|nghin|ngan|ty|ti|cu|dong|vnd|lan|nguoi|cuoc|dua|cai|bua|tieng|gio|h|phut|ngay|tuan|tet|am lich|"
    r"don|suat|sao|diem|km|kg|trang|phan|muc)"
)
# Before a day or month these say that many are meant: "mấy hôm nay", "hai tháng".
MANY = r"(?:\b(?:may|vai|nhung|cac|nhieu|moi|mot|hang|nua|ram|hai|ba|bon|nam|bay|tam|chin)|(?<![\d:h/.])[1-9])\s$"


@dataclass(frozen=True)
class Day:
    """A told day at [start, end) of the folded text; without `day` the words are used up but name none."""

    start: int
    end: int
    day: date | None
    part: str | None = None
    precision: Precision = "day"
    approximate: bool = False
    moment: datetime | None = None  # told to the minute: "2 tiếng trước"


def count(written: str) -> int | None:
    """The integer in digits or folded words, or None."""
    return int(written) if written.isdigit() else value(written)
