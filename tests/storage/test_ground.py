"""What the doors stand on: settings that fail closed, SQLite's rules, and a frame that keeps failures quiet."""

import logging
import sqlite3
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from storage.citizen.app import create_app as create_citizen
from storage.database import Database, journal_pragmas
from storage.door import open_door
from storage.errors import BadSettings, UnknownUnit
from storage.migrate import migrate
from storage.police.app import create_app as create_police
from storage.settings import CitizenSettings, PoliceSettings, StoreSettings, load_settings
from tests.serving import calling
from tests.storage.store_doors import CITIZEN_TOKEN, citizen_settings, police_settings, post_tip, tip


def test_a_missing_or_short_secret_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINBAO_POLICE_TOKEN", "short-CANARY")
    with pytest.raises(BadSettings) as refused:
        load_settings(PoliceSettings)
    assert "TINBAO_POLICE_TOKEN" in str(refused.value)
    assert "TINBAO_DESK_PASSWORD" in str(refused.value)
    assert "CANARY" not in str(refused.value)


def test_settings_are_frozen_and_hide_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINBAO_CITIZEN_TOKEN", "CANARY-CANARY-CANARY")
    settings = load_settings(CitizenSettings)
    assert "CANARY" not in repr(settings)
    with pytest.raises(ValueError, match="frozen"):
        settings.unit = "an_hung"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("", "sqlite:///var/store.db"),
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("sqlite:////x/y.db", "sqlite:////x/y.db"),
    ],
)
def test_database_addresses(given: str, used: str) -> None:
    assert StoreSettings(database_url=given).database == used


def test_an_unknown_unit_opens_no_door() -> None:
    with pytest.raises(UnknownUnit, match="an_gi"):
        create_police(police_settings("sqlite://", unit="an_gi"))


@pytest.mark.parametrize(
    ("version", "journal"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 0), "WAL"),
    ],
)
def test_wal_only_where_its_bug_is_fixed(version: tuple[int, int, int], journal: str) -> None:
    assert journal_pragmas(version) == (journal, {"WAL": "FULL", "DELETE": "EXTRA"}[journal])


def test_every_connection_follows_the_rules(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    migrate(url)
    database = Database(url)
    journal, sync = journal_pragmas(sqlite3.sqlite_version_info)
    wanted = {
        "busy_timeout": 5000,
        "foreign_keys": 1,
        "secure_delete": 1,
        "journal_mode": journal.lower(),
        "synchronous": {"FULL": 2, "EXTRA": 3}[sync],
    }
    for _ in range(2):
        with database.reading() as session:
            found = {name: session.connection().execute(text(f"PRAGMA {name}")).scalar() for name in wanted}
        assert found == wanted
        database.engine.dispose()
    database.close()


def test_a_failure_names_its_kind_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    app = open_door("test", Database("sqlite://"), max_body_size=10, headers={"X-Frame": "yes"})

    @app.get("/fails")
    def fails() -> None:
        raise RuntimeError("CANARY")

    with caplog.at_level(logging.DEBUG), calling(app, None) as client:
        answer = client.get("/fails")
    assert (answer.status_code, answer.json()["error"], answer.headers["x-frame"]) == (500, "failed", "yes")
    assert "kind=RuntimeError" in caplog.text
    assert "CANARY" not in caplog.text + answer.text


def test_a_broken_database_is_answered_503(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    migrate(url)
    with calling(create_citizen(citizen_settings(url)), CITIZEN_TOKEN) as citizen:
        _execute(url, "DROP TABLE tip_counter")
        answer = post_tip(citizen, "k-1", tip())
    assert (answer.status_code, answer.json()["error"], answer.headers["Retry-After"]) == (503, "busy", "2")


@pytest.mark.parametrize("kind", ["postgresql"])
def test_a_restarted_postgresql_is_found_again(citizen: httpx.Client, database_url: str) -> None:
    assert post_tip(citizen, "k-1", tip()).status_code == 201
    others = "pid <> pg_backend_pid() AND datname = current_database()"
    _execute(database_url, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
    assert post_tip(citizen, "k-1", tip()).status_code == 200


def _execute(url: str, statement: str) -> None:
    database = Database(url)
    with database.writing() as session:
        session.connection().execute(text(statement))
    database.close()
