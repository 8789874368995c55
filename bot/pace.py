"""How fast one chat may go: a bucket of messages that refills steadily."""

from collections.abc import Callable
from time import monotonic

BURST = 60.0  # seconds whose messages may come at once
_REMEMBERED = 10_000  # chats


class Pace:
    """`per_minute` messages at once, then one every 60 / per_minute seconds. Nothing is ever refused here."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._gap = 60 / per_minute
        self._clock = clock
        self._free_at: dict[str, float] = {}
        self._noticed_at: dict[str, float] = {}

    def take(self, chat_ref: str) -> float:
        """Books one message and returns the seconds to wait before it."""
        now = self._clock()
        due = max(self._free_at.get(chat_ref, 0), now - BURST + self._gap)
        self._free_at[chat_ref] = due + self._gap
        _forget(self._free_at, now)
        return max(0.0, due - now)

    def may_notice(self, chat_ref: str) -> bool:
        """Whether to ask this chat to slow down; at most once a minute."""
        now = self._clock()
        if now - self._noticed_at.get(chat_ref, -BURST) < BURST:
            return False
        self._noticed_at[chat_ref] = now
        _forget(self._noticed_at, now)
        return True


def _forget(times: dict[str, float], now: float) -> None:
    if len(times) > _REMEMBERED:
        for chat_ref in [ref for ref, at in times.items() if at < now - BURST]:
            del times[chat_ref]
