"""The channel's own small database: its tokens, when each resident last wrote, on which days any was heard."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_TABLES = (
    "CREATE TABLE IF NOT EXISTS tokens (id INTEGER PRIMARY KEY CHECK (id = 1), sealed BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS last_seen (resident TEXT PRIMARY KEY, at REAL NOT NULL)",
    "CREATE TABLE IF NOT EXISTS heard (day INTEGER PRIMARY KEY, at REAL NOT NULL)",
)


class OwnFile:
    """One connection on one thread; what `run` did is on the disk itself when it returns."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="zalo-oa-db")
        self._connection = self._thread.submit(_open, path).result()

    async def run[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` returns, in one transaction. Raises sqlite3.Error where the disk does not take it."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._transact, work)

    def _transact[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            return work(self._connection)

    def close(self) -> None:
        """Waits for the work under way."""
        self._thread.submit(self._connection.close).result()
        self._thread.shutdown()


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=False)
    path.chmod(0o600)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=EXTRA")  # also the folder: a rotated token must outlive a power cut
    connection.execute("PRAGMA secure_delete=ON")
    for table in _TABLES:
        connection.execute(table)
    return connection
