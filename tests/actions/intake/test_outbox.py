"""The outbox keeps a tip from commit to the store's 201, whatever happens between."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

from actions.intake.database import open_database, wal_is_safe
from actions.intake.local_key import LocalKey
from actions.intake.outbox import Outbox, utc_now

KEY = "ab" * 32
CANARY = "chim hoàng yến 0987000111"


def tip(code: str = "AAAA-BBBB-CCCC") -> dict[str, Any]:
    return {"code": code, "document": {"story": CANARY}}


def outbox(folder: Path) -> Outbox:
    return Outbox(open_database(folder / "actions.db"), LocalKey(KEY))


def test_a_committed_tip_survives_the_process(tmp_path: Path) -> None:
    outbox(tmp_path).commit("k1", tip(), utc_now())
    waiting = outbox(tmp_path).due(utc_now())
    assert [w.key for w in waiting] == ["k1"]
    assert CANARY in waiting[0].body.decode()


def test_a_repeated_key_gets_the_first_receipt(tmp_path: Path) -> None:
    box = outbox(tmp_path)
    assert box.commit("k1", tip("AAAA-BBBB-CCCC"), utc_now()) == "AAAA-BBBB-CCCC"
    assert box.commit("k1", tip("DDDD-EEEE-FFFF"), utc_now()) == "AAAA-BBBB-CCCC"
    assert box.waiting() == 1


def test_a_postponed_tip_comes_again_and_never_expires(tmp_path: Path) -> None:
    box = outbox(tmp_path)
    now = utc_now()
    box.commit("k1", tip(), now)
    for _ in range(30):
        box.postponed("k1", "store status=None", now)
    assert box.due(now) == []
    assert [w.key for w in box.due(now + timedelta(minutes=5))] == ["k1"]


def test_after_delivery_the_words_are_gone(tmp_path: Path) -> None:
    box = outbox(tmp_path)
    now = utc_now()
    box.commit("k1", tip(), now)
    box.delivered("k1", "Công an xã An Lão", now)
    assert box.due(now + timedelta(days=1)) == []
    assert box.unit_of("k1") == "Công an xã An Lão"
    assert box.commit("k1", tip("DDDD-EEEE-FFFF"), now) == "AAAA-BBBB-CCCC"
    box.forget_delivered(now + timedelta(hours=25))
    assert box.unit_of("k1") is None


def test_the_file_holds_no_plain_words(tmp_path: Path) -> None:
    outbox(tmp_path).commit("k1", tip(), utc_now())
    stored = (tmp_path / "actions.db").read_bytes()
    assert len(stored) > 1000
    assert b"0987000111" not in stored
    assert "hoàng".encode() not in stored


def test_commits_reach_the_disk(tmp_path: Path) -> None:
    with open_database(tmp_path / "actions.db").connect() as connection:
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()
    assert (journal, synchronous) == (("wal", 2) if wal_is_safe() else ("delete", 3))


def test_wal_only_on_versions_with_the_fix() -> None:
    assert not wal_is_safe((3, 40, 1))
    assert not wal_is_safe((3, 51, 2))
    assert not wal_is_safe((3, 50, 6))
    assert wal_is_safe((3, 44, 6))
    assert wal_is_safe((3, 50, 7))
    assert wal_is_safe((3, 53, 0))
    assert sqlite3.sqlite_version_info >= (3, 0, 0)
