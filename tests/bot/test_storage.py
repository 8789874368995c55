"""The file itself: how it is opened, sealed, and what happens when the disk is full."""

import asyncio
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.app import build_app
from bot.database import Database, wal_is_sound
from bot.errors import SealBroken, SettingsError
from bot.room import Room
from bot.sealing import Vault
from bot.settings import Settings
from bot.tables import InboxRow
from tests.bot.fake_rasa import FakeRasa
from tests.bot.resident import Resident
from tests.bot.serving import served, until
from tests.serving import free_port


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
    ],
)
def test_wal_only_where_it_loses_nothing(version: tuple[int, ...], sound: bool) -> None:
    assert wal_is_sound(version) is sound


async def test_every_connection_is_strict(room: Room) -> None:
    def read(session: Session) -> dict[str, object]:
        names = ("busy_timeout", "foreign_keys", "secure_delete", "journal_mode", "synchronous")
        return {name: session.execute(text(f"PRAGMA {name}")).scalar_one() for name in names}

    found = await room.core.db.run(read)
    assert (found["busy_timeout"], found["foreign_keys"], found["secure_delete"]) == (5000, 1, 1)
    assert (found["journal_mode"], found["synchronous"]) in (("delete", 3), ("wal", 2))


def test_another_layout_is_refused(tmp_path: Path) -> None:
    def work(session: Session) -> None:
        session.execute(text("PRAGMA user_version=99"))

    database = Database(tmp_path / "bot.db")
    asyncio.run(database.run(work))
    database.close()
    with pytest.raises(SettingsError, match="layout 99"):
        Database(tmp_path / "bot.db")


def test_sealed_values_open_only_where_they_belong() -> None:
    vault = Vault(b"k" * 32)
    sealed = vault.seal({"text": "bí mật \ud800"}, "inbox|a")
    assert vault.open(sealed, "inbox|a") == {"text": "bí mật \ud800"}
    for other, row, stored in (
        (vault, "inbox|b", sealed),
        (Vault(b"x" * 32), "inbox|a", sealed),
        (vault, "inbox|a", sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (vault, "inbox|a", b""),
    ):
        with pytest.raises(SealBroken):
            other.open(stored, row)


def test_pseudonyms_do_not_run_into_each_other() -> None:
    vault = Vault(b"k" * 32)
    names = {vault.pseudonym(*parts) for parts in (("a", "b", "c"), ("a", "bc"), ("ab", "c"), ("a", "b", 1))}
    assert len(names) == 4


async def test_a_damaged_message_does_not_stop_the_chat(room: Room, rasa: FakeRasa) -> None:
    an = Resident(room, "an")
    rasa.delay = lambda message: 0.3
    await an.writes("một")
    damaged = await an.writes("hai")

    def damage(session: Session) -> None:
        session.get_one(InboxRow, damaged.row).sealed = b"x" * 40

    await room.core.db.run(damage)
    await an.writes("ba")
    first, apology, third = await an.waits_for(lambda texts: len(texts) == 3)
    assert (first, third) == ("nghe 1: một", "nghe 2: ba")
    assert "113" in apology


async def set_pages(room: Room, limit: int) -> None:
    """A full disk is a file that may not grow."""
    await room.core.db.run(lambda s: s.execute(text(f"PRAGMA max_page_count={limit}")) and None)


async def test_what_the_disk_does_not_take_is_not_acknowledged(
    settings: Settings, rasa: FakeRasa, caplog: pytest.LogCaptureFixture
) -> None:
    room = Room(settings)
    async with (
        served(build_app(room), free_port(), lifespan="on") as address,
        httpx.AsyncClient(base_url=address, timeout=10) as client,
    ):
        chat = f"/api/sessions/{(await client.post('/api/sessions')).json()['session']}/messages"
        await set_pages(room, 1)  # SQLite raises it to what the file has
        body = {"id": "1", "text": "số 0900000463 " * 1000}
        full = await client.post(chat, json=body)
        assert full.status_code == 503
        assert "CHƯA được lưu" in full.json()["detail"] and "113" in full.json()["detail"]
        assert rasa.turns == []
        await set_pages(room, 1_000_000)
        assert (await client.post(chat, json=body)).status_code == 200
    assert "0900000463" not in caplog.text


async def test_an_answer_the_disk_does_not_take_comes_from_a_fresh_conversation(
    room: Room, rasa: FakeRasa, caplog: pytest.LogCaptureFixture
) -> None:
    an = Resident(room, "an")
    rasa.delay = lambda message: 0.3
    rasa.replies = lambda turn, heard: [{"text": f"{len(heard)} " + "dài " * 20_000, "buttons": []}]
    await an.writes("một")
    await until(lambda: len(rasa.turns) == 1)
    await set_pages(room, 1)
    await until(lambda: len(rasa.turns) == 2)
    await set_pages(room, 1_000_000)
    [text] = await an.waits_for(lambda texts: bool(texts))
    assert text.startswith("1 ")
    assert len(set(rasa.senders())) == len(rasa.turns)
    assert "lane_failed" in caplog.text
    caplog.clear()
