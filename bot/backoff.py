"""How long to wait before the next try."""

import random


def backoff(tries: int, first: float, longest: float) -> float:
    """Seconds before try number `tries` + 1: doubling, capped, with up to a quarter of jitter."""
    doublings = min(max(tries - 1, 0), 30)
    return min(longest, first * 2.0**doublings) * random.uniform(0.75, 1.0)
