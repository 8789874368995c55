"""What is known of a sent part reaches the disk, however long the disk does not take it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from bot.room import Room
from bot.settings import Settings
from bot.tables import ReplyState
from tests.bot.conftest import MakeRoom
from tests.bot.fake_channel import BLOCKED, BUSY, LOST, FakeChannel
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_courier import settled


@pytest.fixture
async def slow() -> FakeChannel:
    channel = FakeChannel()
    channel.pause = 1
    return channel


@pytest.fixture
async def room(make_room: MakeRoom, slow: FakeChannel) -> Room:
    room = await make_room(channels=[slow])
    await room.core.db.run(lambda s: s.connection().execute(text("PRAGMA busy_timeout=50")))  # not five seconds
    return room


@contextmanager
def held(settings: Settings) -> Iterator[None]:
    """Somebody copies the file and lets nobody else write."""
    connection = sqlite3.connect(settings.database_path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


async def test_a_part_that_could_not_be_noted_at_once_is_noted_before_the_next_leaves(
    room: Room, slow: FakeChannel, settings: Settings, make_room: MakeRoom, caplog: pytest.LogCaptureFixture
) -> None:
    """Edge case 28."""
    an = Resident(room, "12345", channel="telegram")
    await an.writes("một")
    await until(lambda: slow.begun == 1)
    with held(settings):
        await until(lambda: caplog.text.count("note_waits") > 2)
    await an.writes("hai")
    await settled(room, [ReplyState.SENT, ReplyState.SENT])
    assert slow.texts == ["nghe 1: một", "nghe 2: hai"]


@pytest.mark.parametrize(
    ("fault", "states", "texts"),
    [
        (BUSY, [ReplyState.SENT, ReplyState.SENT], ["a", "b"]),
        (LOST, [ReplyState.UNKNOWN, ReplyState.SENT], ["b"]),
        (BLOCKED, [ReplyState.FAILED, ReplyState.CANCELLED], []),
    ],
)
async def test_so_is_every_other_fate(
    room: Room,
    slow: FakeChannel,
    settings: Settings,
    rasa: FakeRasa,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
    states: list[ReplyState],
    texts: list[str],
) -> None:
    rasa.replies = lambda turn, heard: [says("a"), says("b")]
    slow.faults.append(fault)
    await Resident(room, "12345", channel="telegram").writes("một")
    await until(lambda: slow.begun == 1)
    with held(settings):
        await until(lambda: "note_waits" in caplog.text)
    await settled(room, states)
    assert slow.texts == texts
