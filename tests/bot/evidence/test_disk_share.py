"""What residents send takes its share of the disk and no more, and a picture is read as long as it fits."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.content import content_of
from bot.evidence import disk_share
from bot.evidence.keeping import REPORT_FILES, keep
from bot.media.reading import Reading
from bot.room import Room
from bot.settings import Settings
from bot.tables import EvidenceRow, InboxRow, InboxState, PictureRow
from tests.bot.conftest import Clock
from tests.bot.evidence.test_keeping import Far, attached
from tests.bot.fake_rasa import FakeRasa
from tests.bot.resident import Resident
from tests.bot.test_pictures import PICTURE, SCAM, ScriptedReader

MakeFarRoom = Callable[..., Awaitable[Room]]
SIZE = 1000


@pytest.fixture
def far() -> Far:
    far = Far()
    far.files = {"v": b"OggS".ljust(SIZE), "p": PICTURE.ljust(SIZE)}
    return far


@pytest.fixture
async def make_far_room(settings: Settings, clock: Clock, far: Far) -> AsyncIterator[MakeFarRoom]:
    rooms: list[Room] = []

    async def make(**changes: Any) -> Room:
        rooms.append(room := Room(settings.model_copy(update=changes), [far], clock, ScriptedReader(Reading(SCAM))))
        await room.start()
        return room

    yield make
    for room in rooms:
        await room.stop()


def stored(session: Session) -> tuple[list[int], list[int]]:
    """The sizes of the files that are kept, and of the pictures that wait to be read."""
    kept = [len(row.sealed) + len(row.working) for row in session.exec(select(EvidenceRow))]
    return kept, [len(row.sealed) for row in session.exec(select(PictureRow))]


async def flood(room: Room, rasa: FakeRasa, pictures: int) -> None:
    """Pictures behind a line that Rasa does not answer, until it is decided what becomes of each."""
    rasa.delay = lambda message: 25
    an = Resident(room, "an", "far")
    await an.writes("tôi bị lừa")
    for _ in range(pictures):
        await an.writes("", **attached("image", "p"))

    def undecided(session: Session) -> int:
        contents = [content_of(room.core, row) for row in session.exec(select(InboxRow))]
        return sum(each.attachment is not None and each.attachment.kept is None for each in contents)

    async with asyncio.timeout(20):
        while True:
            if not await room.core.db.run(undecided):
                break
            await asyncio.sleep(0.05)


async def test_pictures_behind_a_stuck_line_stay_within_the_share(make_far_room: MakeFarRoom, rasa: FakeRasa) -> None:
    room = await make_far_room(files_bytes=10 * SIZE, rasa_read_timeout=30)
    await flood(room, rasa, 30)
    kept, passing = await room.core.db.run(stored)
    assert len(kept) == 8 and len(passing) == 1  # a sealed file is a little longer
    assert sum(kept) + sum(passing) <= 10 * SIZE


async def test_no_chat_has_more_of_them_waiting_than_its_share(make_far_room: MakeFarRoom, rasa: FakeRasa) -> None:
    room = await make_far_room(rasa_read_timeout=30)
    await flood(room, rasa, 30)
    kept, passing = await room.core.db.run(stored)
    assert (len(kept), len(passing)) == (REPORT_FILES, disk_share.CHAT_SHARE - REPORT_FILES)


async def test_a_picture_is_still_read_when_nothing_more_can_be_kept(
    make_far_room: MakeFarRoom, rasa: FakeRasa
) -> None:
    room = await make_far_room(files_bytes=2 * SIZE + 100)
    an = Resident(room, "an", "far")
    [said] = await an.hears("", **attached("audio", "v"))
    assert said.startswith("Tôi đã giữ ghi âm")
    for _ in range(2):  # the first one's bytes are gone with its answer
        read, answer = await an.hears("", **attached("image", "p"))
        assert read.startswith("Tôi đọc được trong ảnh") and "hết chỗ nên chưa giữ được" in read
        assert answer.endswith(SCAM)
    assert [len(each) for each in await room.core.db.run(stored)] == [1, 0]


async def test_who_sends_a_picture_that_finds_no_room_hears_that_it_was_not_read(
    make_far_room: MakeFarRoom, rasa: FakeRasa
) -> None:
    room = await make_far_room(files_bytes=SIZE - 1)
    an = Resident(room, "an", "far")
    said, answer = await an.hears("xem giúp tôi", **attached("image", "p"))
    assert said.startswith("Hiện tôi hết chỗ nên chưa đọc và chưa giữ được ảnh này.") and "113" in said
    assert said.count("hết chỗ") == 1 and "gõ những chữ trong ảnh" in said
    assert answer == "nghe 1: xem giúp tôi"
    assert await room.core.db.run(stored) == ([], [])


async def test_nothing_waits_to_be_read_for_a_message_that_has_its_answer(make_far_room: MakeFarRoom) -> None:
    room = await make_far_room(files_bytes=SIZE)
    an = Resident(room, "an", "far")
    await an.hears("", **attached("image", "p"))

    def come_late(session: Session) -> None:
        [row] = session.exec(select(InboxRow))
        assert row.state is InboxState.DONE
        keep(session, room.core, row, PICTURE.ljust(SIZE - 50))

    await room.core.db.run(come_late)
    assert await room.core.db.run(stored) == ([], [])


async def test_copies_count(make_far_room: MakeFarRoom) -> None:
    room = await make_far_room(files_bytes=10 * SIZE)
    await Resident(room, "an", "far").hears("", **attached("audio", "v"))

    def add_copy(session: Session) -> None:
        session.exec(select(EvidenceRow)).one().working = b"0" * 7 * SIZE

    assert await room.core.db.run(lambda s: disk_share.can_keep(s, room.core, SIZE))
    await room.core.db.run(add_copy)
    assert not await room.core.db.run(lambda s: disk_share.can_keep(s, room.core, SIZE))
    assert await room.core.db.run(lambda s: disk_share.can_pass(s, room.core, "a chat", SIZE))
