"""Migrations make exactly the models' tables, keep what is stored, and doors insist on them."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.citizen.app import create_app as create_citizen
from storage.database import Database
from storage.errors import SchemaNotReady
from storage.migrate import migrate
from storage.models import StoreTable
from storage.police.app import create_app as create_police
from tests.storage.store_doors import citizen_settings, police_settings

TIP = {
    "id": "11111111-1111-4111-8111-111111111111",
    "seq": 7,
    "code": "7K3M-9QPX-2RT7",
    "unit": "an_lao",
    "category": "fraud",
    "state": "received",
    "received_hour": "2026-11-21 10:00:00+00:00",
    "route_token": "ab" * 16,
    "key_hash": "k",
    "body_hash": "b",
    "document": b'{"story": "l\\u1eeba \\ud83d"}',
}


def test_the_models_are_the_head(database_url: str) -> None:
    database = Database(database_url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, StoreTable.metadata) == []
    database.close()


def test_a_tip_survives_the_way_up_and_down(empty_database_url: str) -> None:
    migrate(empty_database_url, "0001")
    database = Database(empty_database_url)
    with database.writing() as session:
        columns = ", ".join(TIP)
        values = ", ".join(f":{name}" for name in TIP)
        session.connection().execute(text(f"INSERT INTO tip ({columns}) VALUES ({values})"), TIP)
    for revision in ("head", "0002", "0001", "head", "head"):
        migrate(empty_database_url, revision)
        with database.reading() as session:
            row = session.connection().execute(text("SELECT code, seq, document FROM tip")).one()
            assert (row.code, row.seq, bytes(row.document)) == (TIP["code"], 7, TIP["document"])
    database.close()


def test_the_audit_cannot_be_changed(database_url: str) -> None:
    database = Database(database_url)
    with database.writing() as session:
        session.connection().execute(
            text("INSERT INTO audit (at, unit, actor, action) VALUES ('2026-11-21', 'an_lao', 'x', 'read')")
        )
    for statement in ("UPDATE audit SET actor = 'y'", "DELETE FROM audit"):
        with pytest.raises(DBAPIError, match="append-only"), database.writing() as session:
            session.connection().execute(text(statement))
    with database.reading() as session:
        assert session.connection().execute(text("SELECT actor FROM audit")).scalars().all() == ["x"]
    database.close()


@pytest.mark.parametrize("revision", [None, "0002"])
def test_a_door_stays_shut_on_an_old_database(empty_database_url: str, revision: str | None) -> None:
    if revision:
        migrate(empty_database_url, revision)
    with pytest.raises(SchemaNotReady, match="python -m storage migrate"):
        create_citizen(citizen_settings(empty_database_url))
    with pytest.raises(SchemaNotReady):
        create_police(police_settings(empty_database_url))


def test_a_database_that_is_not_there_is_one_clear_line() -> None:
    with pytest.raises(SchemaNotReady, match="cannot be opened"):
        create_citizen(citizen_settings("sqlite:////nowhere/at/all/store.db"))
