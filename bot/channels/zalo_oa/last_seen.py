"""When a resident last did something in the OA's chat: it decides whether the OA may still write to them."""

import sqlite3

from bot.channels.zalo_oa.own_file import OwnFile
from bot.sealing import Vault

KEEP = 7 * 24 * 3600.0  # seconds; after that Zalo refuses whatever is sent
_GRAIN = 60.0  # seconds; what the disk holds may be older by this, never younger
_REMEMBERED = 10_000  # residents


class LastSeen:
    """Knows residents by pseudonym only, and forgets them after KEEP: see `purge`."""

    def __init__(self, file: OwnFile, vault: Vault) -> None:
        self._file = file
        self._vault = vault
        self._latest: dict[str, float] = {}
        self._on_disk: dict[str, float] = {}

    async def note(self, user_id: str, at: float) -> None:
        """They acted at `at` (UTC seconds); what came late changes nothing. Raises sqlite3.Error."""
        name = self._name(user_id)
        if at - self._on_disk.get(name, 0.0) >= _GRAIN:
            await self._write(name, at)
        self._latest[name] = max(at, self._latest.get(name, at))

    async def of(self, user_id: str) -> float | None:
        """UTC seconds; None where it is not known: longer ago than KEEP, never, or the file was lost."""
        name = self._name(user_id)
        if name in self._latest:
            return self._latest[name]
        row = await self._file.run(
            lambda db: db.execute("SELECT at FROM last_seen WHERE resident = ?", (name,)).fetchone()
        )
        return float(row[0]) if row else None

    async def purge(self, now: float) -> None:
        """Forgets who was not seen for KEEP; call it regularly. now: UTC seconds. Raises sqlite3.Error."""
        await self._file.run(lambda db: db.execute("DELETE FROM last_seen WHERE at < ?", (now - KEEP,)))
        for known in (self._latest, self._on_disk):
            for name in [each for each, at in known.items() if at < now - KEEP]:
                del known[name]

    async def _write(self, name: str, at: float) -> None:
        def write(db: sqlite3.Connection) -> float:
            db.execute(
                "INSERT INTO last_seen VALUES (?, ?) ON CONFLICT DO UPDATE SET at = max(at, excluded.at)", (name, at)
            )
            return float(db.execute("SELECT at FROM last_seen WHERE resident = ?", (name,)).fetchone()[0])

        if len(self._on_disk) >= _REMEMBERED:
            self._on_disk.clear()
            self._latest.clear()
        self._on_disk[name] = self._latest[name] = await self._file.run(write)

    def _name(self, user_id: str) -> str:
        return self._vault.pseudonym("zalo_oa last seen", user_id)
