"""When a resident last did something in the OA's chat: it decides whether the OA may still write to them."""

import sqlite3

from bot.channels.zalo_oa.own_file import OwnFile
from bot.sealing import Vault

KEEP = 7 * 24 * 3600.0  # seconds; after that nothing may be sent, known or not


class LastSeen:
    """Knows residents by pseudonym only, and forgets them after KEEP."""

    def __init__(self, file: OwnFile, vault: Vault) -> None:
        self._file = file
        self._vault = vault

    async def note(self, user_id: str, at: float) -> None:
        """They acted at `at` (UTC seconds); what came late changes nothing. Raises sqlite3.Error."""
        name = self._name(user_id)

        def write(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM last_seen WHERE at < ?", (at - KEEP,))
            db.execute(
                "INSERT INTO last_seen VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at WHERE excluded.at > at",
                (name, at),
            )

        await self._file.run(write)

    async def of(self, user_id: str) -> float | None:
        """UTC seconds; None for longer ago than KEEP, or never."""
        name = self._name(user_id)
        row = await self._file.run(
            lambda db: db.execute("SELECT at FROM last_seen WHERE resident = ?", (name,)).fetchone()
        )
        return float(row[0]) if row else None

    def _name(self, user_id: str) -> str:
        return self._vault.pseudonym("zalo_oa last seen", user_id)
