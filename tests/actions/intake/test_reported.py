"""Reports are counted by different people, never readable, never an accusation."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from actions.intake.database import open_database
from actions.intake.local_key import LocalKey
from actions.intake.outbox import Outbox, utc_now
from actions.intake.reported import Reports
from actions.judge.listed import Kind

KEY = LocalKey("ab" * 32)
DOCUMENT = {
    "fields": {
        "phone": "0912345678, 113",
        "account": "0987654321 Vietcombank, 19036668888 MB",
        "link": "a.b-lua.top/x",
    },
    "checked_text": "xem http://c-d.info/y, gọi 0911222333, đăng nhập vietcombank.com.vn, bit.ly/3xYz",
}


def tip(document: dict[str, Any] = DOCUMENT) -> dict[str, Any]:
    return {"code": "AAAA-BBBB-CCCC", "document": document}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(tmp_path / "actions.db")


def test_different_people_count(engine: Engine) -> None:
    box, reports = Outbox(engine, KEY), Reports(engine, KEY)
    for number in range(3):
        box.commit(f"k{number}", tip(), utc_now(), f"person {number}")
    everyone: tuple[tuple[Kind, str], ...] = (
        ("phone", "+84912345678"),
        ("phone", "+84911222333"),
        ("account", "0987654321"),
        ("account", "19036668888"),
        ("domain", "b-lua.top"),
        ("domain", "c-d.info"),
        ("domain", "bit.ly/3xYz"),
    )
    for kind, value in everyone:
        assert reports.reporters(kind, value) == 3, value
    nobody: tuple[tuple[Kind, str], ...] = (
        ("domain", "vietcombank.com.vn"),
        ("phone", "113"),
        ("domain", "bit.ly"),
        ("phone", "0987654321"),
    )
    for kind, value in nobody:
        assert reports.reporters(kind, value) == 0, value


def test_the_same_person_counts_once(engine: Engine) -> None:
    box = Outbox(engine, KEY)
    for number in range(5):
        box.commit(f"k{number}", tip(), utc_now() - timedelta(days=number), "one person")
    assert Reports(engine, KEY).reporters("phone", "+84912345678") == 1


def test_a_replayed_tip_and_one_without_a_reporter_add_nothing(engine: Engine) -> None:
    box = Outbox(engine, KEY)
    box.commit("k", tip(), utc_now(), "a")
    box.commit("k", tip(), utc_now(), "b")
    box.commit("k2", tip(), utc_now())
    assert Reports(engine, KEY).reporters("phone", "+84912345678") == 1


def test_after_a_year_a_report_is_gone(engine: Engine) -> None:
    box, reports = Outbox(engine, KEY), Reports(engine, KEY)
    now = utc_now()
    box.commit("k", tip(), now - timedelta(days=366), "a")
    box.commit("k2", tip(), now - timedelta(days=300), "b")
    assert reports.reporters("phone", "+84912345678") == 1
    box.forget_delivered(now)
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT count(DISTINCT reporter), min(reported_on) FROM reported").one()
    assert kept[1] == (now - timedelta(days=300)).date().isoformat()


def test_nothing_in_the_file_can_be_read_or_linked(engine: Engine, tmp_path: Path) -> None:
    Outbox(engine, KEY).commit("k", tip(), utc_now(), "pseudonym-of-a-person")
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT indicator, reporter FROM reported").all()
    assert len(rows) == 7
    assert len({reporter for _, reporter in rows}) == 7
    engine.dispose()
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for plain in (b"912345678", b"0987654321", b"b-lua", b"c-d.info", b"pseudonym-of-a-person"):
        assert plain not in stored


def test_another_key_knows_nothing(engine: Engine) -> None:
    Outbox(engine, KEY).commit("k", tip(), utc_now(), "a")
    assert Reports(engine, LocalKey("cd" * 32)).reporters("phone", "+84912345678") == 0


@pytest.mark.parametrize(
    "document", [{}, {"fields": {}}, {"fields": {"phone": ""}, "checked_text": None}, {"unstructured": True}]
)
def test_a_tip_that_names_nothing(engine: Engine, document: dict[str, Any]) -> None:
    assert Outbox(engine, KEY).commit("k", tip(document), utc_now(), "a") == "AAAA-BBBB-CCCC"
