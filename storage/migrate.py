"""Bring the store's database to the newest migration: `python -m storage.migrate`."""

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from storage.database import Database
from storage.errors import SchemaNotReady, StorageError
from storage.settings import StoreSettings, load_settings

log = logging.getLogger(__name__)


def migrate(url: str, revision: str = "head") -> None:
    """Upgrade (or, with an older `revision`, downgrade) in one transaction; makes SQLite's file if absent."""
    _make_room(url)
    database = Database(url)
    try:
        with database.writing() as session:
            config = _config()
            config.attributes["connection"] = session.connection()
            backwards = revision != "head" and revision in _applied(database.engine, config)
            (command.downgrade if backwards else command.upgrade)(config, revision)
    finally:
        database.close()


def open_at_head(url: str) -> Database:
    """The database, ready to use; raises SchemaNotReady unless it is at the newest migration."""
    database = Database(url)
    try:
        _require_head(database.engine)
    except SchemaNotReady:
        database.close()
        raise
    return database


def _require_head(engine: Engine) -> None:
    wanted = set(ScriptDirectory.from_config(_config()).get_heads())
    try:
        with engine.connect() as connection:
            found = set(MigrationContext.configure(connection).get_current_heads())
    except OperationalError:
        raise SchemaNotReady("the store's database cannot be opened; is it there and running?") from None
    if found != wanted:
        raise SchemaNotReady("the store's database is not at the newest migration; run: python -m storage migrate")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def _applied(engine: Engine, config: Config) -> set[str]:
    with engine.connect() as connection:
        heads = MigrationContext.configure(connection).get_current_heads()
    script = ScriptDirectory.from_config(config)
    return {step.revision for head in heads for step in script.iterate_revisions(head, "base")}


def _make_room(url: str) -> None:
    """SQLite's file is ours alone: nobody else on the machine may read tips."""
    path = make_url(url).database if url.startswith("sqlite") else None
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        Path(path).touch()
        Path(path).chmod(0o600)


if __name__ == "__main__":
    try:
        migrate(load_settings(StoreSettings).database)
    except StorageError as error:
        raise SystemExit(f"store: {error}") from None
