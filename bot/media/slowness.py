"""Which chats sent a picture that took long, so that their next ones keep nobody else waiting."""

from collections.abc import Callable
from time import monotonic

SHORT = 2.0  # seconds for the picture right after one that gave nothing; a usual screenshot takes half of one
FORGOTTEN = 120.0  # seconds after which a chat is as any other


class Slowness:
    """full: the seconds that a picture may take."""

    def __init__(self, full: float, clock: Callable[[], float] = monotonic) -> None:
        self._full = full
        self._clock = clock
        self._since: dict[str, tuple[float, float]] = {}

    def seconds(self, chat: str) -> float | None:
        """What the chat's next picture may take, growing back with time; None: nothing is held against it."""
        at, short = self._since.get(chat, (-FORGOTTEN, 0.0))
        age = self._clock() - at
        return short + (self._full - short) * age / FORGOTTEN if age < FORGOTTEN else None

    def overran(self, chat: str) -> None:
        """A picture took longer than most."""
        self._note(chat, self._full)

    def wasted(self, chat: str) -> None:
        """And nothing came of it."""
        self._note(chat, min(SHORT, self._full))

    def _note(self, chat: str, short: float) -> None:
        now = self._clock()
        self._since = {each: noted for each, noted in self._since.items() if now - noted[0] < FORGOTTEN}
        self._since[chat] = (now, short)
