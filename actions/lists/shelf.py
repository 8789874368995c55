"""The file lists.db: every list with its source, day and entries. Written by the import command only."""

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS list (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, kind TEXT NOT NULL, as_of TEXT NOT NULL, imported_on TEXT NOT NULL,
  confirmed INTEGER NOT NULL, entries INTEGER NOT NULL, UNIQUE (source, kind));
CREATE TABLE IF NOT EXISTS entry (
  list_id INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (kind, value, list_id)) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Sheet:
    """One list without its entries; `confirmed` when the unit stands for it."""

    source: str
    kind: str
    as_of: date
    imported_on: date
    confirmed: bool
    entries: int = 0


class Shelf:
    """Each change is made on a copy that then takes the file's place: readers see the old lists or the new."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def replace(self, sheet: Sheet, entries: Iterable[tuple[str, str, str]]) -> int:
        """Put `entries` (kind, value, name) in the place of the list of the same source and kind; how many differ."""
        with self._changing() as db:
            _forget(db, sheet.source, sheet.kind)
            row = (sheet.source, sheet.kind, sheet.as_of.isoformat(), sheet.imported_on.isoformat(), sheet.confirmed)
            made = db.execute(
                "INSERT INTO list (source, kind, as_of, imported_on, confirmed, entries) VALUES (?, ?, ?, ?, ?, 0)", row
            )
            list_id = made.lastrowid
            db.executemany("INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?)", ((list_id, *entry) for entry in entries))
            count = int(db.execute("SELECT count(*) FROM entry WHERE list_id = ?", (list_id,)).fetchone()[0])
            db.execute("UPDATE list SET entries = ? WHERE id = ?", (count, list_id))
        return count

    def remove(self, source: str) -> int:
        """Take every list of `source` away; how many there were."""
        if not self._path.exists():
            return 0
        with self._changing() as db:
            return _forget(db, source, None)

    def sheets(self) -> list[Sheet]:
        """All lists, by source."""
        if not self._path.exists():
            return []
        with contextlib.closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            found = db.execute("SELECT source, kind, as_of, imported_on, confirmed, entries FROM list ORDER BY source")
            return [Sheet(s, k, date.fromisoformat(a), date.fromisoformat(i), bool(c), n) for s, k, a, i, c, n in found]

    @contextlib.contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".draft")
        with self._path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            draft.unlink(missing_ok=True)
            try:
                with contextlib.closing(sqlite3.connect(draft)) as db:
                    if self._path.exists():
                        with contextlib.closing(sqlite3.connect(self._path)) as old:
                            old.backup(db)
                    db.executescript(_TABLES)
                    with db:
                        yield db
                os.replace(draft, self._path)
            finally:
                draft.unlink(missing_ok=True)


def _forget(db: sqlite3.Connection, source: str, kind: str | None) -> int:
    ids = db.execute("SELECT id FROM list WHERE source = ? AND (? IS NULL OR kind = ?)", (source, kind, kind))
    gone = [row[0] for row in ids.fetchall()]
    for list_id in gone:
        db.execute("DELETE FROM entry WHERE list_id = ?", (list_id,))
        db.execute("DELETE FROM list WHERE id = ?", (list_id,))
    return len(gone)
