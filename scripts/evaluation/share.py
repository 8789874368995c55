"""A share of a count, with how far chance alone could move it."""

from collections.abc import Iterable
from math import sqrt
from typing import Any

_Z = 1.96  # 95 %


def share(hits: int, count: int) -> dict[str, Any]:
    """{"share", "hits", "of", "low", "high"}: low and high are the 95 % Wilson interval, None when count is 0."""
    if not count:
        return {"share": None, "hits": 0, "of": 0, "low": None, "high": None}
    p = hits / count
    middle = (p + _Z * _Z / (2 * count)) / (1 + _Z * _Z / count)
    half = _Z * sqrt(p * (1 - p) / count + _Z * _Z / (4 * count * count)) / (1 + _Z * _Z / count)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return {"share": round(p, 4), "hits": hits, "of": count, "low": round(low, 4), "high": round(high, 4)}


def percentile(values: Iterable[float], part: float) -> float:
    """The value below which `part` (0-1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
