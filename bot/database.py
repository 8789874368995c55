"""One SQLite file, one connection, one thread: the event loop never waits for the disk."""

import asyncio
import fcntl
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, event
from sqlmodel import Session, SQLModel, create_engine

from bot.errors import SettingsError
from bot.layouts import STEPS, bring_up
from bot.tables import SCHEMA_VERSION

FORGET = "forget"  # in a session's `info`: what this transaction erases must not stay in any file


def wal_is_sound(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the WAL-reset bug (fixed in 3.51.3, 3.50.7 and 3.44.6)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def _prepare(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions are begun by us, not by the driver's guess
    wal = wal_is_sound(sqlite3.sqlite_version_info)
    connection.execute("PRAGMA busy_timeout=5000")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute(f"PRAGMA journal_mode={'WAL' if wal else 'DELETE'}")
    connection.execute(f"PRAGMA synchronous={'FULL' if wal else 'EXTRA'}")


class Database:
    """Runs units of work, each in one transaction, strictly one after another."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(path.with_suffix(".lock"))
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bot-db")
        # hide_parameters: a failing statement must not print what a resident wrote
        self._engine = create_engine(f"sqlite:///{path}", pool_size=1, max_overflow=0, hide_parameters=True)
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin_immediate)
        try:
            self._thread.submit(_lay_out, self._engine).result()
        except BaseException:
            self.close()
            raise
        path.chmod(0o600)

    async def run[T](self, work: Callable[[Session], T]) -> T:
        """What `work` returns, after its transaction is on disk; rolls back and raises what it raises.

        Rows must not leave `work`: hand out plain values.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._transact, work)

    def _transact[T](self, work: Callable[[Session], T]) -> T:
        with Session(self._engine) as session:
            with session.begin():
                result = work(session)
            if session.info.get(FORGET):
                session.close()
                self._forget()
            return result

    def _forget(self) -> None:
        """A write-ahead log would keep what was overwritten in the file."""
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def close(self) -> None:
        """Waits for the work under way and closes the file."""
        self._thread.submit(self._engine.dispose).result()
        self._thread.shutdown()
        self._lock.close()


def _lock(path: Path) -> IO[bytes]:
    """Two processes on one inbox would answer everything twice."""
    file = path.open("wb")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise SettingsError("another bot uses this data directory: stop it or set TINBAO_DATA_DIR") from None
    return file


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _lay_out(engine: Engine) -> None:
    with engine.begin() as connection:
        found: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if found not in (0, *STEPS, SCHEMA_VERSION):
            raise SettingsError(f"bot.db has layout {found}, this program knows {SCHEMA_VERSION}")
        if found:
            bring_up(connection, found)
        SQLModel.metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
