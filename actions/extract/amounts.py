"""Sums of money as people say them, in VND. "15-20 triệu" is a range, never one value.

Foreign money ("500 đô"), bare numbers ("500.000") and sums below 1,000 VND are not read.
"""

from dataclasses import dataclass

from actions.extract.fold import fold
from actions.extract.sums import Sum, Sums

_LEAST, _MOST = 1_000, 10**14
_JOINTS = frozenset(["-", "–", "—", "~", "den", "toi", "tới"])


@dataclass(frozen=True)
class Amount:
    """VND from `low` to `high`; `vnd` is the sum when both are the same, None for a range ("vài triệu" too)."""

    quoted: str
    start: int
    end: int
    low: int
    high: int

    @property
    def vnd(self) -> int | None:
        return self.low if self.low == self.high else None


def _range(sums: Sums, at: int) -> Sum | None:
    """ "15-20 triệu", "từ 300 đến 500 nghìn", "500k – 1tr", "3, 4 triệu" from piece `at`."""
    first = sums.at(at)
    if first is not None:
        if sums.text(first.end) not in _JOINTS:
            return first
        second = sums.at(first.end + 1)
        if second is not None and first.low < second.high and first.high <= second.high:
            return Sum(first.low, second.high, second.end)
        return first
    low = sums.number(at)
    if low is None or low.low != low.high:
        return None
    joint = sums.text(low.end)
    skip = 1 if joint in _JOINTS or joint in (",", "hoac", "hay") else 0
    second = sums.at(low.end + skip)
    number = sums.number(low.end + skip)
    if second is None or number is None or number.end >= second.end or second.low != second.high:
        return None
    tight = skip == 0 or joint == ","
    if tight and (sums.ordinal(at) or not low.high + 1 == number.low < 100):
        return None  # "ngày 10, 15 triệu" is no range
    bottom = round(low.low * sums.scale(number.end))
    if bottom > second.high and sums.scale(number.end) == 1_000_000:
        bottom = round(low.low * 1_000)  # "500 - 1 triệu"
    return Sum(bottom, second.high, second.end) if bottom < second.high else None


def amounts(text: str) -> tuple[Amount, ...]:
    """Every sum of money in `text`, in order; a number without a unit is none."""
    folded = fold(text)
    sums = Sums(folded)
    found: list[Amount] = []
    at = 0
    while at < len(sums.pieces):
        read = _range(sums, at) if sums.may_start(at) else None
        if read is None:
            at += 1
            continue
        if _LEAST <= read.low <= read.high <= _MOST and not sums.foreign(at, read.end):
            first, last = folded.span(sums.pieces[at].start, sums.pieces[read.end - 1].end)
            found.append(Amount(folded.original[first:last], first, last, read.low, read.high))
        at = read.end
    return tuple(found)
