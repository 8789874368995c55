"""Whether the platform still calls: after failed calls Zalo switches the webhook off and tells nobody."""

import logging
import sqlite3

from bot.channels.zalo_oa.own_file import OwnFile

logger = logging.getLogger(__name__)

SILENCE = 24 * 3600.0  # seconds without a call although replies left
_GRAIN = 600.0  # seconds; a moment is written again when it moved by more
_WHAT_TO_DO = "see on developers.zalo.me whether the app's webhook is switched off, test its address, switch it on"


class Pulse:
    """Remembers across restarts when the last call came and the last reply left. Times are UTC seconds."""

    def __init__(self, file: OwnFile) -> None:
        self._file = file
        self._at: dict[str, float] = {}
        self._on_disk: dict[str, float] = {}
        self._warned_at = 0.0

    async def recall(self) -> None:
        """Reads what an earlier process knew. Raises sqlite3.Error."""
        rows = await self._file.run(lambda db: db.execute("SELECT name, at FROM moments").fetchall())
        self._on_disk = dict(rows)
        self._at = self._on_disk | self._at

    async def heard(self, now: float, retries: str) -> None:
        """A signed call came. retries: its num_retry header; above 0 the calls before it have failed."""
        if retries.strip() not in ("", "0"):
            logger.warning("zalo_oa_call_repeated num_retry=%.3s what_to_do=%s", retries, _WHAT_TO_DO)
        await self._note("heard", now)

    async def sent(self, now: float) -> None:
        """The platform took a reply."""
        await self._note("sent", now)

    def silent(self, now: float) -> bool:
        """Whether replies left and no call came for SILENCE."""
        sent = self._at.get("sent", 0.0)
        heard = self._at.get("heard", 0.0)
        return sent > heard and now - (heard or sent) >= SILENCE

    def look(self, now: float) -> None:
        """Says it in the log, once a day."""
        if self.silent(now) and now - self._warned_at >= SILENCE:
            self._warned_at = now
            logger.error("zalo_oa_webhook_silent hours=%.0f what_to_do=%s", SILENCE / 3600, _WHAT_TO_DO)

    async def _note(self, name: str, now: float) -> None:
        self._at[name] = now
        if now - self._on_disk.get(name, 0.0) < _GRAIN:
            return

        def write(db: sqlite3.Connection) -> None:
            db.execute("INSERT OR REPLACE INTO moments VALUES (?, ?)", (name, now))

        try:
            await self._file.run(write)
            self._on_disk[name] = now
        except sqlite3.Error as error:  # the message itself matters more
            logger.error("zalo_oa_pulse_not_stored error=%s", type(error).__name__)
