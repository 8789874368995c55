"""What else a channel tells the core: unreadable updates, residents who block us, groups, a person taking over."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot import standing
from bot.dead_letters import KEPT
from bot.retention import purge
from bot.room import Room
from bot.tables import Chat, DeadLetter, GroupRow, ReplyRow, ReplyState
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_rasa import FakeRasa
from tests.bot.resident import Resident

RAW = '{"update_id": 7, "text": "số của tôi 0900000463"}'.encode()


@pytest.fixture
def an(room: Room) -> Resident:
    return Resident(room, "an", "telegram")


async def letters(room: Room) -> list[tuple[str, bytes]]:
    def read(session: Session) -> list[tuple[str, bytes]]:
        found = session.exec(select(DeadLetter))
        return [(each.reason, room.core.vault.open_bytes(each.sealed, f"dead|{each.event_key}")) for each in found]

    return await room.core.db.run(read)


async def test_an_unreadable_update_is_kept_sealed_once_for_a_month(
    room: Room, clock: Clock, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """Edge case 25."""
    for _ in range(2):
        await room.inbox.bury("telegram", "7:1", RAW, "KeyError")
    await room.inbox.bury("zalo_bot", "7:1", b"\xff", "UnicodeDecodeError")
    assert await letters(room) == [("KeyError", RAW), ("UnicodeDecodeError", b"\xff")]
    assert "0900000463" not in caplog.text
    assert b"0900000463" not in (tmp_path / "bot.db").read_bytes()
    clock.skipped = KEPT - 3600
    await room.core.db.run(lambda s: purge(s, room.core))
    assert len(await letters(room)) == 2
    clock.skipped = KEPT + 3600
    await room.core.db.run(lambda s: purge(s, room.core))
    assert await letters(room) == []


async def states(room: Room) -> list[ReplyState]:
    return await room.core.db.run(lambda s: list(s.exec(select(ReplyRow.state).order_by(ReplyRow.n))))  # type: ignore[arg-type]


async def chat(room: Room, resident: Resident) -> tuple[bool, float]:
    def read(session: Session) -> tuple[bool, float]:
        found = session.get_one(Chat, resident.chat_ref)
        return found.gone, found.paused_until

    return await room.core.db.run(read)


async def test_whoever_blocks_us_gets_nothing_that_waited(an: Resident, room: Room) -> None:
    """Edge case 19."""
    await an.hears("xin chào")
    await room.inbox.gone("telegram", "an")
    assert await states(room) == [ReplyState.CANCELLED]
    assert (await chat(room, an))[0]
    await room.inbox.back("telegram", "an")
    assert not (await chat(room, an))[0]
    assert await states(room) == [ReplyState.CANCELLED]


async def test_what_left_already_is_not_cancelled(an: Resident, room: Room) -> None:
    await an.hears("xin chào")

    def sent(session: Session) -> None:
        session.exec(select(ReplyRow)).one().state = ReplyState.SENT
        standing.leave(session, an.chat_ref)

    await room.core.db.run(sent)
    assert await states(room) == [ReplyState.SENT]


async def test_whoever_writes_again_is_back(an: Resident, room: Room) -> None:
    """Edge case 19."""
    await an.hears("xin chào")
    await room.inbox.gone("telegram", "an")
    await an.hears("tôi đây")
    assert not (await chat(room, an))[0]
    assert await states(room) == [ReplyState.CANCELLED, ReplyState.NEW]


async def test_a_stranger_who_blocks_us_stays_unknown(room: Room) -> None:
    await room.inbox.gone("telegram", "never wrote")
    await room.inbox.back("telegram", "never wrote")
    assert await room.core.db.run(lambda s: s.exec(select(Chat)).first()) is None


async def test_a_group_is_new_once_also_after_a_restart(make_room: MakeRoom) -> None:
    """Edge case 18."""
    room = await make_room()
    assert await room.inbox.group("telegram", "-100")
    assert not await room.inbox.group("telegram", "-100")
    assert await room.inbox.group("zalo_bot", "-100")
    await room.stop()
    room = await make_room()
    assert not await room.inbox.group("telegram", "-100")
    stored = await room.core.db.run(lambda s: [each.group_ref for each in s.exec(select(GroupRow))])
    assert all(len(ref) == 64 for ref in stored)


async def test_what_comes_while_a_person_answers_is_kept_until_the_pause_ends(
    an: Resident, room: Room, rasa: FakeRasa, clock: Clock
) -> None:
    """Edge case 18, an officer takes over: no answer and no holding words; also before the resident ever wrote."""
    await room.inbox.pause("telegram", "an", datetime.now(UTC) + timedelta(hours=1))
    await an.writes("có ai không")
    binh = Resident(room, "binh", "telegram")
    await binh.hears("xin chào")  # another chat goes on
    clock.skipped = 3000
    await asyncio.sleep(1)
    assert rasa.messages() == ["xin chào"] and await an.history() == []
    clock.skipped = 3601
    assert (await an.waits_for(lambda texts: bool(texts)))[-1] == "nghe 1: có ai không"


async def test_a_pause_outlives_the_process(make_room: MakeRoom, rasa: FakeRasa, clock: Clock) -> None:
    """Edge case 18."""
    room = await make_room()
    await room.inbox.pause("telegram", "an", datetime.now(UTC) + timedelta(hours=1))
    await Resident(room, "an", "telegram").writes("có ai không")
    await room.stop()
    room = await make_room()
    await asyncio.sleep(1)
    assert rasa.messages() == []
    clock.skipped = 3601
    await Resident(room, "an", "telegram").waits_for(lambda texts: len(texts) == 1)
    assert rasa.messages() == ["có ai không"]
