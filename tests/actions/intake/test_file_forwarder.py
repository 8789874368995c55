"""Files follow their tip to a store that is dead, slow, lying, and well again."""

import asyncio
import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions.intake.database import open_database
from actions.intake.evidence import File, FileOutbox, key_of
from actions.intake.file_forwarder import FileForwarder
from actions.intake.local_key import LocalKey
from actions.intake.outbox import Outbox, utc_now
from tests.actions.intake.fake_store import FakeStore

REPORT = "ab" * 32
CODE = "AAAA-BBBB-CCCC"
LOCAL = LocalKey("cd" * 32)
CONTENT = b"\xff\xd8\xff a picture"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def file(content: bytes = CONTENT) -> File:
    sha256 = hashlib.sha256(content).hexdigest()
    return File(key_of(REPORT, sha256), CODE, sha256, "bang-chung-1.jpg", "image/jpeg", content)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(tmp_path / "actions.db")


@pytest.fixture
def files(engine: Engine) -> FileOutbox:
    """One file whose tip the store has."""
    tips = Outbox(engine, LOCAL)
    tips.commit(REPORT, {"code": CODE}, utc_now())
    tips.delivered(REPORT, "Công an xã An Lão", utc_now())
    box = FileOutbox(engine, LOCAL)
    assert box.commit(REPORT, file(), utc_now())
    return box


async def test_a_file_reaches_the_store_and_leaves_us(files: FileOutbox) -> None:
    store = FakeStore()
    await FileForwarder(files, store.client()).forward_due()
    [(key, body)] = store.files.items()
    assert key == key_of(REPORT, SHA256) and len(key) == 64
    assert CONTENT in body and CODE.encode() in body and b'filename="bang-chung-1.jpg"' in body
    assert files.waiting() == 0 and files.file(key) is None
    await FileForwarder(files, store.client()).forward_due()
    assert store.calls == 1


async def test_a_file_waits_for_its_tip(engine: Engine) -> None:
    tips, files, store = Outbox(engine, LOCAL), FileOutbox(engine, LOCAL), FakeStore()
    tips.commit(REPORT, {"code": CODE}, utc_now())
    files.commit(REPORT, file(), utc_now())
    await FileForwarder(files, store.client()).forward_due()
    assert store.calls == 0
    tips.delivered(REPORT, None, utc_now())
    await FileForwarder(files, store.client()).forward_due()
    assert len(store.files) == 1


async def test_a_file_goes_also_long_after_its_tip_was_forgotten(engine: Engine) -> None:
    files, store = FileOutbox(engine, LOCAL), FakeStore()
    files.commit(REPORT, file(), utc_now())
    await FileForwarder(files, store.client()).forward_due()
    assert len(store.files) == 1


@pytest.mark.parametrize("mood", ["dead", "slow", "lying", "angry", "garbled", "another"])
async def test_nothing_is_lost_while_the_store_fails(files: FileOutbox, mood: str) -> None:
    store = FakeStore()
    store.mood = mood
    await FileForwarder(files, store.client(), seconds=0.3).forward_due()
    assert store.calls == 1
    kept = files.file(key_of(REPORT, SHA256))
    assert kept is not None and kept.content == CONTENT
    assert files.due(utc_now()) == []
    assert files.due(utc_now() + timedelta(seconds=5)) == [kept.key]


async def test_a_refused_file_does_not_hold_up_the_others(files: FileOutbox) -> None:
    other = file(b"another")
    files.commit(REPORT, other, utc_now())
    store = FakeStore()
    store.refuse = {key_of(REPORT, SHA256)}
    await FileForwarder(files, store.client()).forward_due()
    assert list(store.files) == [other.key]
    assert files.waiting() == 1


async def test_the_loop_delivers_once_the_store_is_back_and_repeats_under_the_same_key(files: FileOutbox) -> None:
    store = FakeStore()
    store.mood = "another"
    forwarder = FileForwarder(files, store.client())
    running = asyncio.create_task(forwarder.run())
    for _ in range(400):
        if store.calls:
            break
        await asyncio.sleep(0.05)
    store.mood = "fine"
    for _ in range(400):
        if files.waiting() == 0:
            break
        await asyncio.sleep(0.05)
    running.cancel()
    assert list(store.files) == [key_of(REPORT, SHA256)]


def test_a_repeat_is_known_and_a_day_after_delivery_the_row_goes(files: FileOutbox) -> None:
    now = utc_now()
    assert not files.commit(REPORT, file(), now)
    files.delivered(file().key, now)
    assert not files.commit(REPORT, file(), now)
    assert files.waiting() == 0
    files.forget_delivered(now + timedelta(hours=25))
    assert files.commit(REPORT, file(), now)


def test_a_postponed_file_never_expires(files: FileOutbox) -> None:
    now = utc_now()
    for _ in range(40):
        files.postponed(file().key, "StoreUnreachable", now)
    assert files.due(now + timedelta(minutes=5)) == [file().key]
