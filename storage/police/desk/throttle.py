"""Slows guessing at the sign-in: after a few failures each try has to wait, twice as long every time."""

import threading
import time
from collections.abc import Callable

from storage.tokens import digest


class Throttle:
    """Counts tries per username (in 4096 buckets, so that invented names cost no memory).

    The first `free` tries are at once; then 5, 10, 20 … up to 300 seconds; forgotten after 15 quiet minutes.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic, free: int = 5) -> None:
        self._now = now
        self._free = free
        self._tries: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def wait(self, username: str) -> int:
        """Seconds to wait before a try; 0 allows it, and counts it as failed until `succeeded`."""
        with self._lock:
            now, bucket = self._now(), digest(username)[:3]
            count, last = self._tries.get(bucket, (0, now))
            if now - last > 900:
                count = 0
            over = count - self._free
            pause = 0 if over < 0 else min(5 * 2 ** min(over, 10), 300)
            left = last + pause - now
            if left > 0:
                return int(left) + 1
            self._tries[bucket] = (count + 1, now)
            return 0

    def succeeded(self, username: str) -> None:
        with self._lock:
            self._tries.pop(digest(username)[:3], None)
