"""Files are fetched at once, known by their bytes, and kept through a crash (edge case 13)."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlmodel import Session, select

from bot.channels.channel import Traits
from bot.errors import FetchFailed
from bot.incoming import Attachment, Kind
from bot.media.reader import PictureReader
from bot.media.shape import FILE_CAP
from bot.reply import Reply
from bot.room import Room
from bot.settings import Settings
from bot.tables import EvidenceRow, HandOver
from tests.bot.conftest import Clock
from tests.bot.fake_rasa import FakeActions, FakeRasa
from tests.bot.media.test_bare_copy import with_metadata
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_crashes import kill

APK = b"PK\x03\x04" + b"0" * 26 + b"AndroidManifest.xml" + b"0" * 60
VOICE = b"OggS" + b"loi ke" * 9


class Far:
    """A platform that hands over `files` by ref, once `open` is set; an exception is raised instead."""

    name = "far"
    traits = Traits()

    def __init__(self) -> None:
        self.files: dict[str, bytes | Exception] = {}
        self.asked: list[str] = []
        self.open = asyncio.Event()
        self.open.set()

    async def start(self, inbox: object) -> None: ...

    async def stop(self) -> None: ...

    def parts(self, reply: Reply) -> list[Reply]:
        return [reply]

    async def send(self, chat_id: str, part: Reply) -> None: ...

    async def fetch(self, ref: str) -> bytes:
        self.asked.append(ref)
        await self.open.wait()
        got = self.files[ref]
        if isinstance(got, Exception):
            raise got
        return got


@pytest.fixture
def far() -> Far:
    return Far()


@pytest.fixture
async def room(settings: Settings, clock: Clock, far: Far) -> AsyncIterator[Room]:
    made = Room(settings, [far], clock, PictureReader(None))
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def an(room: Room) -> Resident:
    return Resident(room, "an", "far")


def types(session: Session) -> list[str]:
    return list(session.exec(select(EvidenceRow.media_type).order_by(EvidenceRow.id)))  # type: ignore[arg-type]


async def kept(room: Room) -> list[str]:
    return await room.core.db.run(types)


def attached(kind: str, ref: str, size: int | None = None) -> dict[str, object]:
    return {"kind": Kind.ATTACHMENT, "attachment": Attachment(kind, ref=ref, size=size)}


async def test_a_file_is_fetched_while_an_earlier_message_still_waits_for_rasa(
    an: Resident, rasa: FakeRasa, far: Far
) -> None:
    rasa.delay = lambda message: 3 if message == "chờ" else 0
    far.files["v"] = VOICE
    await an.writes("chờ")
    await an.writes("", **attached("audio", "v"))
    await until(lambda: far.asked == ["v"])
    for _ in range(100):
        if await kept(an.room):
            break
        await asyncio.sleep(0.02)
    assert await kept(an.room) == ["audio/ogg"]
    assert await an.history() == []


@pytest.mark.parametrize(
    ("claimed", "data", "words"),
    [
        ("image", APK, "đừng cài"),
        ("file", b"%PDF-1.4 a", "tệp PDF"),
        ("audio", b"\0\0\0\x18ftypmp42" + b"0" * 9, "giữ video"),
        ("file", b"chu", "giữ tệp này"),
        ("image", b"\0\0\0\x18ftypheic" + b"0" * 9, "chỉ đọc ảnh thường"),
    ],
)
async def test_what_is_said_goes_by_the_bytes(an: Resident, far: Far, claimed: str, data: bytes, words: str) -> None:
    far.files["x"] = data
    [said] = await an.hears("", **attached(claimed, "x"))
    assert words in said and "113" in said and "an toàn" not in said
    assert len(await kept(an.room)) == 1  # also what is not read, as HEIC, is kept


@pytest.mark.parametrize(
    ("got", "size", "asked", "words"),
    [
        (FetchFailed("expired", permanent=True), None, 1, "chưa tải được"),
        (FetchFailed("busy", permanent=False), None, 3, "chưa tải được"),
        (FetchFailed("too big", permanent=True, too_big=True), None, 1, "lớn hơn 20 MB"),
        (b"", FILE_CAP + 1, 0, "lớn hơn 20 MB"),
        (b"0" * (FILE_CAP + 1), None, 1, "lớn hơn 20 MB"),
    ],
    ids=["expired", "down", "found too big", "said to be too big", "too big"],
)
async def test_what_is_not_kept_is_said_and_its_caption_heard(
    an: Resident, far: Far, rasa: FakeRasa, got: bytes | Exception, size: int | None, asked: int, words: str
) -> None:
    far.files["x"] = got
    said, answer = await an.hears("xem giúp tôi", **attached("video", "x", size))
    assert words in said and "113" in said and answer == "nghe 1: xem giúp tôi"
    assert len(far.asked) == asked and await kept(an.room) == []


async def test_a_crash_during_the_fetch_loses_nothing(settings: Settings, clock: Clock, far: Far) -> None:
    far.files["v"] = VOICE
    far.open.clear()
    first = Room(settings, [far], clock, PictureReader(None))
    await first.start()
    await Resident(first, "an", "far").writes("", **attached("audio", "v"))
    await until(lambda: far.asked == ["v"])
    await kill(first)
    far.open.set()
    second = Room(settings, [far], clock, PictureReader(None))
    await second.start()
    [said] = await Resident(second, "an", "far").waits_for(lambda texts: len(texts) == 1)
    assert said.startswith("Tôi đã giữ ghi âm") and await kept(second) == ["audio/ogg"]
    await second.stop()


@pytest.mark.parametrize(
    ("data", "names"),
    [(VOICE, {"bang-chung-1.ogg"}), (with_metadata("JPEG"), {"bang-chung-1.jpg", "bang-chung-1-goc.jpg"})],
    ids=["voice", "picture"],
)
async def test_a_file_that_came_after_its_words_were_sent_follows_them(
    settings: Settings, clock: Clock, far: Far, rasa: FakeRasa, actions: FakeActions, data: bytes, names: set[str]
) -> None:
    far.files["v"] = data
    room = Room(settings, [far], clock, PictureReader(None))
    await room.start()
    an = Resident(room, "an", "far")
    [apology] = await an.says("chữ độc")
    far.open.clear()
    await an.writes("nghe đi", **attached("audio", "v"))
    await until(lambda: far.asked == ["v"])
    await asyncio.sleep(1.2)  # by now it is known what was sent along, and the message waits for its file
    await an.writes(kind=Kind.BUTTON, button=apology.buttons[0].token)
    await until(lambda: len(actions.tips) == 1)
    for _ in range(1000):
        if list(await room.core.db.run(lambda s: s.exec(select(HandOver.done)).all())) == [True]:
            break
        await asyncio.sleep(0.02)
    far.open.set()
    await until(lambda: {file["name"] for file in actions.files} == names)
    assert data in [file["content"] for file in actions.files]
    assert {file["report_key"] for file in actions.files} == {actions.tips[0]["report_key"]}
    for _ in range(1000):
        if list(await room.core.db.run(lambda s: s.exec(select(HandOver.sealed)).all())) == [b""]:
            break
        await asyncio.sleep(0.02)
    else:
        raise TimeoutError
    await room.stop()


async def test_an_album_of_five_voices_is_kept_whole(an: Resident, far: Far) -> None:
    for number in range(5):
        far.files[str(number)] = VOICE + bytes([number])
    for number in range(5):
        await an.writes("", **attached("audio", str(number)), album="a")
    await an.waits_for(lambda texts: bool(texts))
    for _ in range(500):
        if len(await kept(an.room)) == 5:
            break
        await asyncio.sleep(0.02)
    assert await kept(an.room) == ["audio/ogg"] * 5
    assert far.asked == [str(number) for number in range(5)]
