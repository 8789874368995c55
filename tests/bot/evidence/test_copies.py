"""T28: a picture reaches the police twice: without metadata to look at, and as it came."""

import asyncio
import hashlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlmodel import Session, select

from bot.evidence.letter import open_letter
from bot.evidence.settling import Settling
from bot.incoming import Attachment, Kind
from bot.media.reader import PictureReader
from bot.room import Room
from bot.settings import Settings
from bot.tables import EvidenceRow, HandOver
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.evidence.test_handing_over import CODE, VOICE, all_done, evidence
from tests.bot.fake_rasa import FakeActions, FakeRasa, says
from tests.bot.media.test_bare_copy import PLACE, with_metadata
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_crashes import kill

BROKEN = b"\xff\xd8\xff\xe0" + b"a picture that does not decode" * 9


class Copier(PictureReader):
    """Makes another copy each time; `hangs`: makes none, and says nothing."""

    def __init__(self, *, hangs: bool = False) -> None:
        super().__init__(None)
        self.made: list[bytes] = []
        self.hangs = hangs
        self.asked = 0

    async def copy(self, picture: bytes) -> bytes:
        self.asked += 1
        if self.hangs:
            await asyncio.Event().wait()
        self.made.append(b"copy %d of this process %d" % (len(self.made), id(self)))
        return self.made[-1]


@pytest.fixture(autouse=True)
def _talk(rasa: FakeRasa) -> None:
    def reply(turn: dict[str, Any], heard: list[str]) -> list[dict[str, Any]]:
        if turn["message"] == "gửi":
            return [says("đã gửi", flow="done", card={"type": "receipt", "code": CODE})]
        return [says("nghe")]

    rasa.replies = reply


async def sends(an: Resident, *files: bytes) -> None:
    for data in files:
        await an.says("", kind=Kind.ATTACHMENT, attachment=Attachment("image"), picture=data)
    await an.says("gửi")


def by_name(actions: FakeActions) -> dict[str, dict[str, Any]]:
    return {file["name"]: file for file in actions.files}


async def test_the_copy_under_the_plain_name_and_the_original_beside_it(
    an: Resident, room: Room, actions: FakeActions
) -> None:
    picture = with_metadata("PNG")
    await sends(an, picture, VOICE)
    await until(lambda: len(actions.files) == 4)
    files = by_name(actions)
    assert list(files) == ["ghi-chu-kem-theo.txt", "bang-chung-1-goc.png", "bang-chung-1.jpg", "bang-chung-2.ogg"]
    original, copy = files["bang-chung-1-goc.png"], files["bang-chung-1.jpg"]
    assert original["content"] == picture and PLACE.encode() in picture
    assert PLACE.encode() not in copy["content"]
    with Image.open(BytesIO(copy["content"])) as seen:
        assert (seen.format, seen.size, len(seen.getexif())) == ("JPEG", (640, 480), 0)
    assert (original["type"], copy["type"]) == ("image/png", "image/jpeg")
    notes = files["ghi-chu-kem-theo.txt"]["content"].decode()
    assert "Tệp: bang-chung-1\n" in notes and "không có bản để xem" not in notes
    for file, kind in ((original, "bản gốc"), (copy, "bản để xem")):
        assert file["sha256"] == hashlib.sha256(file["content"]).hexdigest()
        [line] = [line for line in notes.splitlines() if line.startswith(f"{file['name']}: {kind}")]
        assert line.endswith(f"SHA-256 {file['sha256']}")
    await all_done(room)
    assert all(row.handed and not row.sealed and not row.working for row in await evidence(room))


@pytest.mark.parametrize("picture", [BROKEN, b"GIF89a" + b"0" * 40], ids=["broken", "not looked at"])
async def test_where_no_copy_can_be_made_the_original_goes_alone(
    an: Resident, actions: FakeActions, picture: bytes
) -> None:
    await sends(an, picture)
    await until(lambda: len(actions.files) == 2)
    notes, original = actions.files
    assert original["content"] == picture and original["name"].startswith("bang-chung-1.")
    assert "không có bản để xem" in notes["content"].decode()


async def test_a_copy_once_made_is_the_one_that_goes(
    settings: Settings, clock: Clock, rasa: FakeRasa, actions: FakeActions
) -> None:
    """The other side knows a file by its hash: two copies of one picture would be two pieces of evidence."""
    actions.down = True
    first, second = Copier(), Copier()
    room = Room(settings, clock=clock, reader=first)
    await room.start()
    await sends(Resident(room, "an"), with_metadata("JPEG"))
    await until(lambda: len(first.made) == 1)
    for _ in range(1000):
        if all(row.working for row in await evidence(room)):
            break
        await asyncio.sleep(0.02)
    await kill(room)
    room = Room(settings, clock=clock, reader=second)
    await room.start()
    actions.down = False
    await all_done(room)
    await room.stop()
    assert [file["content"] for file in actions.files if file["name"] == "bang-chung-1.jpg"] == first.made
    assert first.asked == 1 and second.made == []


async def test_what_an_earlier_program_booked_goes_as_it_promised(
    an: Resident, actions: FakeActions, make_room: MakeRoom
) -> None:
    actions.down = True
    picture = with_metadata("PNG")
    await sends(an, picture)
    [row] = await evidence(an.room)

    def as_it_was(session: Session) -> None:
        over = session.exec(select(HandOver)).one()
        letter = {"code": CODE, "names": {str(row.id): "bang-chung-1.png"}, "notes": "danh sách cũ\n"}
        over.sealed = an.room.core.vault.seal(letter, f"hand_over|{over.report_key}")
        session.get_one(EvidenceRow, row.id).working = b"a sealed copy of that time"

    await an.room._evidence.lanes.close()
    await an.room.core.db.run(as_it_was)
    await kill(an.room)
    actions.down = False
    room = await make_room()
    await all_done(room)
    assert [(file["name"], file["content"]) for file in actions.files] == [
        ("ghi-chu-kem-theo.txt", "danh sách cũ\n".encode()),
        ("bang-chung-1.png", picture),
    ]
    assert not any(row.sealed or row.working for row in await evidence(room))


async def test_the_police_do_not_wait_for_ever_for_a_copy(
    settings: Settings, clock: Clock, rasa: FakeRasa, actions: FakeActions
) -> None:
    slow = Copier(hangs=True)
    room = Room(settings, clock=clock, reader=slow)
    await room.start()
    picture = with_metadata("JPEG")
    await sends(Resident(room, "an"), picture)
    await until(lambda: slow.asked == 1)
    [row] = await evidence(room)
    await Settling(room.core, slow.copy, seconds=0.05).settle(row.report_key)

    def settled(session: Session) -> dict[str, str]:
        letter = open_letter(room.core, session.exec(select(HandOver)).one())
        assert letter.notes is not None and "không có bản để xem" in letter.notes
        return letter.names | letter.copies

    assert await room.core.db.run(settled) == {str(row.id): "bang-chung-1.jpg"}
    await kill(room)
    room = Room(settings, clock=clock, reader=slow)
    await room.start()
    await all_done(room)
    await room.stop()
    assert [file["content"] for file in actions.files][1:] == [picture]
    assert slow.asked == 2
