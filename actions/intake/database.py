"""The room's SQLite file and the safe way to open it."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import SQLModel, create_engine


def wal_is_safe(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """SQLite before 3.51.3 may lose commits in WAL mode (WAL-reset bug); 3.44.6 and 3.50.7 carry the fix."""
    if version[:2] in ((3, 44), (3, 50)):
        return version >= ((3, 44, 6) if version[1] == 44 else (3, 50, 7))
    return version >= (3, 51, 3)


def open_database(path: Path) -> Engine:
    """An engine whose every commit has reached the disk; creates the tables."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # hide_parameters: a failing statement must not print a tip's code
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True)
    journal = "WAL" if wal_is_safe() else "DELETE"
    synchronous = "FULL" if wal_is_safe() else "EXTRA"

    @event.listens_for(engine, "connect")
    def durable(connection: sqlite3.Connection, _: Any) -> None:
        for pragma in ("busy_timeout=5000", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA journal_mode={journal}")
        connection.execute(f"PRAGMA synchronous={synchronous}")

    SQLModel.metadata.create_all(engine)
    return engine
