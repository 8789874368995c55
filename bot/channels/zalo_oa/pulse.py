"""Whether residents are still heard: after failed calls Zalo switches the webhook off and tells nobody.

No answer of Zalo's says whether it is on. What can be seen is that where residents wrote on most days, nobody does.
Where few write, silence says nothing, and none is told.
"""

import logging
import sqlite3

from bot.channels.zalo_oa.own_file import OwnFile

logger = logging.getLogger(__name__)

SILENCE = 48 * 3600.0  # seconds in which no resident does anything
DAYS, BUSY = 14, 10  # residents are usually heard where they were on BUSY of the DAYS before
_DAY = 24 * 3600.0
_GRAIN = 600.0  # seconds; a moment is written again when it moved by more
_WHAT_TO_DO = "see on developers.zalo.me whether the app's webhook is switched off, test its address, switch it on"


class Pulse:
    """Remembers across restarts when residents were last heard on each of the latest days. Times are UTC seconds."""

    def __init__(self, file: OwnFile) -> None:
        self._file = file
        self._latest: dict[int, float] = {}  # by day
        self._on_disk: dict[int, float] = {}
        self._warned_at = 0.0

    async def recall(self) -> None:
        """Reads what an earlier process knew. Raises sqlite3.Error."""
        self._on_disk = dict(await self._file.run(lambda db: db.execute("SELECT day, at FROM heard").fetchall()))
        self._latest = self._on_disk | self._latest

    def called(self, retries: str) -> None:
        """A signed call came, whatever it tells. retries: its num_retry header; above 0 those before it failed."""
        if retries.strip() not in ("", "0"):
            logger.warning("zalo_oa_call_repeated num_retry=%.3s what_to_do=%s", retries, _WHAT_TO_DO)

    async def heard(self, now: float) -> None:
        """A resident did something. What the OA itself sent, or that it was read, proves nothing of the kind."""
        day = _day_of(now)
        self._latest[day] = now
        if now - self._on_disk.get(day, 0.0) < _GRAIN:
            return

        def write(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM heard WHERE day <= ?", (day - DAYS,))
            db.execute("INSERT OR REPLACE INTO heard VALUES (?, ?)", (day, now))

        try:
            await self._file.run(write)
        except sqlite3.Error as error:  # the message itself matters more
            logger.error("zalo_oa_pulse_not_stored error=%s", type(error).__name__)
        else:
            self._on_disk = {each: at for each, at in self._on_disk.items() if each > day - DAYS} | {day: now}
            self._latest = {each: at for each, at in self._latest.items() if each > day - DAYS}

    def silent(self, now: float) -> bool:
        """Whether nobody was heard for SILENCE where residents usually write."""
        last = max(self._latest.values(), default=now)
        usual = [day for day in self._latest if day > _day_of(last) - DAYS]
        return len(usual) >= BUSY and now - last >= SILENCE

    def look(self, now: float) -> None:
        """Says it in the log, once a day."""
        if self.silent(now) and now - self._warned_at >= _DAY:
            self._warned_at = now
            logger.error("zalo_oa_webhook_silent hours=%.0f what_to_do=%s", SILENCE / 3600, _WHAT_TO_DO)


def _day_of(moment: float) -> int:
    return int(moment // _DAY)
