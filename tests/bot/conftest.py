"""The cast: bác An and bác Bình write to a real room, which speaks to a fake Rasa over real HTTP."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bot.room import Room
from bot.settings import Settings
from tests.bot.fake_rasa import TOKEN, FakeActions, FakeRasa
from tests.bot.media.language_data import language_data
from tests.bot.resident import Resident
from tests.bot.serving import served

KEY = "5a" * 32


class Clock:
    """Real time plus what a test skips."""

    def __init__(self) -> None:
        self.skipped = 0.0

    def __call__(self) -> float:
        return time.time() + self.skipped


@pytest.fixture(autouse=True)
def _no_lane_crashes(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Lanes outlive any failure, so a fault of ours would only look slow; a test that wants one clears the log."""
    yield
    assert [record.getMessage() for record in caplog.get_records("call") if "lane_failed" in record.msg] == []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def rasa() -> AsyncIterator[FakeRasa]:
    fake = FakeRasa()
    async with fake.running():
        yield fake


@pytest.fixture
async def actions() -> AsyncIterator[FakeActions]:
    fake = FakeActions()
    async with served(fake.app, fake.port):
        yield fake


@pytest.fixture
def settings(tmp_path: Path, rasa: FakeRasa, actions: FakeActions) -> Settings:
    return Settings.model_validate(
        {
            "data_dir": tmp_path,
            "rasa_port": rasa.port,
            "actions_port": actions.port,
            "rasa_token": TOKEN,
            "actions_token": "actions-token-of-the-tests",
            "bot_key": KEY,
            "rasa_read_timeout": 5,
            "hold_after": 5,
            "backoff_first": 0.02,
            "backoff_longest": 0.1,
            "attempt_cap": 4,
            "tick_every": 0.05,
            "messages_per_minute": 1000,
        }
    )


@pytest.fixture(scope="session")
def letters() -> Path:
    """The folder of Tesseract's Vietnamese data."""
    return language_data()


MakeRoom = Callable[..., Awaitable[Room]]


@pytest.fixture
async def make_room(settings: Settings, clock: Clock) -> AsyncIterator[MakeRoom]:
    """Starts rooms on the same database file; `kill` in tests drops one without closing it."""
    rooms: list[Room] = []

    async def make(**changes: Any) -> Room:
        channels = changes.pop("channels", ())
        room = Room(settings.model_copy(update=changes), channels, clock)
        await room.start()
        rooms.append(room)
        return room

    yield make
    for room in rooms:
        with suppress(RuntimeError):  # killed in the test: its thread is gone
            await room.stop()


@pytest.fixture
async def room(make_room: MakeRoom) -> Room:
    return await make_room()


@pytest.fixture
def an(room: Room) -> Resident:
    return Resident(room, "an")


@pytest.fixture
def binh(room: Room) -> Resident:
    return Resident(room, "binh")
