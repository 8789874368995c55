"""Imported lists as the judgement reads them (actions/judge/listed.py); a missing or broken file means no lists."""

import logging
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

from actions.judge.listed import Kind, Listing

logger = logging.getLogger(__name__)


class ListsFile:
    """Reads lists.db without ever writing it; a changed file is seen at the next question."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._db: sqlite3.Connection | None = None

    def lookup(self, kind: Kind, value: str) -> list[Listing]:
        found = self._ask(
            "SELECT source, as_of, confirmed FROM entry JOIN list ON list.id = list_id"
            " WHERE entry.kind = ? AND value = ? AND list.kind != 'official'",
            (kind, value),
        )
        return [Listing(source, date.fromisoformat(as_of), bool(confirmed)) for source, as_of, confirmed in found]

    def official(self, kind: Kind, value: str) -> str | None:
        found = self._ask(
            "SELECT name FROM entry JOIN list ON list.id = list_id"
            " WHERE entry.kind = ? AND value = ? AND list.kind = 'official' ORDER BY as_of DESC LIMIT 1",
            (kind, value),
        )
        return str(found[0][0]) if found else None

    def _ask(self, query: str, values: tuple[str, ...]) -> list[Any]:
        try:
            db = self._open()
            return db.execute(query, values).fetchall() if db else []
        except (sqlite3.Error, OSError) as error:
            logger.warning("lists_unreadable error=%s", type(error).__name__)
            self._close()
            return []

    def _open(self) -> sqlite3.Connection | None:
        if not self._path.exists():
            self._close()
            return None
        state = self._path.stat()
        seen = (state.st_ino, state.st_mtime_ns)
        if seen != self._seen or self._db is None:
            self._close()
            uri = f"{self._path.absolute().as_uri()}?mode=ro"
            self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._seen = seen
        return self._db

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db, self._seen = None, None
