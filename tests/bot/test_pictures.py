"""A picture's way through the room: kept sealed, read once, judged as another's words (edge case 13)."""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.channels.channel import Traits
from bot.errors import FetchFailed
from bot.evidence import disk_share
from bot.incoming import Attachment, Kind
from bot.media.reader import PictureReader
from bot.media.reading import Reading, Trouble
from bot.media.shape import FILE_CAP
from bot.reply import Reply
from bot.room import Room
from bot.sentences import load_sentences
from bot.settings import Settings
from bot.tables import EvidenceRow, InboxRow, PictureRow
from tests.bot.conftest import Clock
from tests.bot.fake_rasa import FakeActions, FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_secrets_stay_inside import everything_under

PICTURE = b"\xff\xd8\xff the bytes of a picture with 0900000463"
SCAM = "Tai khoan cua bac bi khoa, vao https://vcb-xacthuc.top/0900000463"


class ScriptedReader(PictureReader):
    """Answers with `reading` after `open` is set, and counts what it was given."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(None)
        self.reading = reading
        self.given: list[bytes] = []
        self.open = asyncio.Event()
        self.open.set()

    async def read(self, picture: bytes, chat: str = "") -> Reading:
        self.given.append(picture)
        await self.open.wait()
        return self.reading

    async def copy(self, picture: bytes) -> bytes:
        return b""  # asked for when a report has left, which some tests do not wait for


class FarChannel:
    """A platform that keeps pictures until they are asked for."""

    name = "far"
    traits = Traits()

    def parts(self, reply: Reply) -> list[Reply]:
        return [reply]

    def __init__(self) -> None:
        self.troubles: list[Exception] = []
        self.asked: list[str] = []

    async def start(self, inbox: object) -> None: ...

    async def stop(self) -> None: ...

    async def send(self, chat_id: str, reply: Reply) -> None: ...

    async def fetch(self, ref: str) -> bytes:
        self.asked.append(ref)
        if self.troubles:
            raise self.troubles.pop(0)
        return PICTURE


@pytest.fixture
def reader() -> ScriptedReader:
    return ScriptedReader(Reading(SCAM))


@pytest.fixture
def far() -> FarChannel:
    return FarChannel()


@pytest.fixture
async def room(settings: Settings, clock: Clock, reader: ScriptedReader, far: FarChannel) -> AsyncIterator[Room]:
    made = Room(settings, [far], clock, reader)
    await made.start()
    yield made
    await made.stop()


def sent(caption: str | None = None, **fields: Any) -> dict[str, Any]:
    picture = {"kind": Kind.ATTACHMENT, "attachment": Attachment("image"), "picture": PICTURE}
    return {"text": caption, **picture, **fields}


def kept(session: Session) -> list[EvidenceRow]:
    rows = list(session.exec(select(EvidenceRow)))
    session.expunge_all()
    return rows


async def test_what_was_read_is_said_first_and_judged_as_anothers_words(
    an: Resident, rasa: FakeRasa, reader: ScriptedReader
) -> None:
    read, answer = await an.hears(**sent())
    assert read.startswith(f"Tôi đọc được trong ảnh: “{SCAM}”")
    assert answer == f"nghe 1: {SCAM}"
    [turn] = rasa.turns
    assert turn["metadata"]["forwarded"] is True
    assert reader.given == [PICTURE]


async def test_the_caption_comes_first(an: Resident, rasa: FakeRasa, reader: ScriptedReader) -> None:
    reader.reading = Reading(SCAM, ("https://evil.top/a",))
    read, _ = await an.hears(**sent("Cái này có thật không?"))
    assert rasa.messages() == [f"Cái này có thật không?\n{SCAM}\nhttps://evil.top/a"]
    assert read.splitlines()[1] == "Mã QR trong ảnh chứa đường link: “https://evil.top/a”. Bác đừng mở vội."


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("00020101021138540010A00000072701240006970436011001234567890208QRIBFTTA", "là mã chuyển tiền"),
        ("WIFI:S:quan-ca-phe;;", "“WIFI:S:quan-ca-phe;;”"),
        ("x" * 900, "“" + "x" * 140 + "…”"),
    ],
)
async def test_a_code_is_handed_on_as_it_is(
    an: Resident, rasa: FakeRasa, reader: ScriptedReader, code: str, said: str
) -> None:
    reader.reading = Reading("", (code,))
    read, _ = await an.hears(**sent())
    assert said in read
    assert rasa.messages() == [code]


@pytest.mark.parametrize("caption", [None, "Tin của tôi đến đâu rồi?"])
async def test_a_receipt_sent_back_asks_how_the_tip_stands(
    an: Resident, rasa: FakeRasa, reader: ScriptedReader, caption: str | None
) -> None:
    """Also in a screenshot of the chat, whose other words are ours: they are not to be judged."""
    reader.reading = Reading("Bác chụp lại hoặc ghi mã này.", ("7K3M-9QPX-2RTB",))
    await an.hears(**sent(caption))
    assert rasa.messages() == [f"{caption}\n7K3M-9QPX-2RTB" if caption else "7K3M-9QPX-2RTB"]
    assert rasa.turns[0]["metadata"]["forwarded"] is False


async def test_a_receipts_code_beside_another_is_material(an: Resident, rasa: FakeRasa, reader: ScriptedReader) -> None:
    reader.reading = Reading("", ("7K3M-9QPX-2RTB", "https://evil.top/a"))
    await an.hears(**sent())
    assert rasa.turns[0]["metadata"]["forwarded"] is True


async def test_a_long_text_is_shown_in_part_and_sent_whole(
    an: Resident, rasa: FakeRasa, reader: ScriptedReader
) -> None:
    reader.reading = Reading("chữ\n" * 2_000)
    read, _ = await an.hears(**sent())
    assert "chữ chữ…”" in read and len(read.splitlines()[0]) < 250
    assert rasa.turns[0]["metadata"]["original"].count("chữ") == 2_000


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (Trouble.UNCLEAR, "gửi ảnh rõ hơn, hoặc gõ"),
        (Trouble.NOT_A_PICTURE, "chụp màn hình"),
        (Trouble.TOO_BIG, "lớn quá"),
        (Trouble.BROKEN, "bị hỏng"),
        (Trouble.SLOW, "cắt lấy phần có chữ"),
        (Trouble.NO_READER, "chưa đọc được hình ảnh"),
    ],
)
async def test_every_trouble_says_what_to_do_and_the_caption_is_still_heard(
    an: Resident, rasa: FakeRasa, reader: ScriptedReader, trouble: Trouble, words: str
) -> None:
    reader.reading = Reading(trouble=trouble)
    [alone] = await an.hears(**sent())
    assert words in alone and "113" in alone
    assert rasa.turns == []
    about, answer = await an.hears(**sent("xem giúp tôi"))
    assert alone.startswith(about) and "Tôi đã giữ ảnh này làm bằng chứng." in about
    assert "7 ngày" in alone and "7 ngày" not in about  # until when is said once
    assert answer == "nghe 1: xem giúp tôi"
    assert rasa.turns[0]["metadata"]["forwarded"] is False


async def test_invisible_writing_is_no_turn(an: Resident, rasa: FakeRasa, reader: ScriptedReader) -> None:
    reader.reading = Reading("", ("\u200b\u200b",))
    await an.says(**sent())
    assert rasa.turns == []


async def test_the_bytes_are_kept_sealed_as_they_came(
    room: Room, an: Resident, reader: ScriptedReader, tmp_path: Path
) -> None:
    reader.open.clear()
    await an.writes(**sent())
    await until(lambda: reader.given == [PICTURE])
    assert b"0900000463" not in everything_under(tmp_path)
    reader.open.set()
    await an.waits_for(lambda texts: len(texts) == 2)
    [row] = await room.core.db.run(kept)
    event_key = await room.core.db.run(lambda s: s.exec(select(InboxRow.event_key)).one())
    vault = room.core.vault
    assert vault.open_bytes(row.sealed, f"evidence|{event_key}") == PICTURE
    assert (row.sha256, row.size) == (hashlib.sha256(PICTURE).hexdigest(), len(PICTURE))
    assert (row.media_type, row.handed) == ("image/jpeg", False)
    assert b"0900000463" not in everything_under(tmp_path)


async def test_a_caption_that_is_edited_while_its_picture_is_read_is_kept(
    an: Resident, rasa: FakeRasa, reader: ScriptedReader
) -> None:
    reader.open.clear()
    await an.writes(**sent("của ai đây", message_id="p1"))
    await until(lambda: len(reader.given) == 1)
    await an.writes("của ngân hàng nào đây", kind=Kind.EDITED, message_id="p1")
    reader.open.set()
    await an.waits_for(lambda texts: any(text.startswith("nghe 1") for text in texts))
    assert rasa.messages() == [f"của ngân hàng nào đây\n{SCAM}"]


async def test_a_picture_survives_a_crash_before_it_was_read_and_is_not_read_again_after(
    settings: Settings, clock: Clock, rasa: FakeRasa
) -> None:
    stuck = ScriptedReader(Reading(SCAM))
    stuck.open.clear()
    first = Room(settings, (), clock, stuck)
    await first.start()
    await Resident(first, "an").writes(**sent())
    await until(lambda: len(stuck.given) == 1)
    await first.stop()
    assert len(stuck.given) == 1 and rasa.turns == []
    again = ScriptedReader(Reading(SCAM))
    second = Room(settings, (), clock, again)
    await second.start()
    an = Resident(second, "an")
    await an.waits_for(lambda texts: len(texts) == 2)
    assert again.given == [PICTURE]
    rasa.instance = "another"  # the tracker is gone: the turn is replayed from what was read
    await an.says("và đây")
    assert rasa.messages()[-2:] == [SCAM, "và đây"]
    assert len(again.given) == 1
    await second.stop()


async def test_the_same_update_twice_is_read_once(an: Resident, reader: ScriptedReader) -> None:
    for _ in range(2):
        await an.says(**sent(event_id="same"))
    assert len(reader.given) == 1


async def test_a_chats_flood_of_pictures_takes_no_others_place(
    an: Resident, binh: Resident, reader: ScriptedReader
) -> None:
    reader.open.clear()
    arrivals = [(await an.writes(**sent())).arrival.value for _ in range(disk_share.CHAT_SHARE + 1)]
    assert arrivals == ["new"] * disk_share.CHAT_SHARE + ["queue_full"]
    assert (await binh.writes(**sent())).arrival.value == "new"


async def test_a_flood_from_many_chats_is_held_back(room: Room, reader: ScriptedReader) -> None:
    reader.open.clear()
    for number in range(disk_share.WAITING_CAP):
        await Resident(room, f"chat {number // disk_share.CHAT_SHARE}").writes(**sent())
    chi = Resident(room, "chi")
    assert (await chi.writes(**sent())).arrival.value == "queue_full"
    assert (await chi.hears("chữ thì được"))[0].startswith("nghe 1")


def test_what_a_refused_resident_reads_blames_nobody() -> None:
    """The queue may be full of others' messages."""
    said = load_sentences().queue_full
    assert "tin nhắn của bác" not in said and "một phút" in said and "113" in said


async def test_the_eleventh_file_of_a_report_is_read_and_not_kept(room: Room, an: Resident, rasa: FakeRasa) -> None:
    for _ in range(10):
        await an.says(**sent())
    read, answer = await an.hears(**sent())
    assert "đã đủ 10 tệp" in read and answer.endswith(SCAM)
    assert len(await room.core.db.run(kept)) == 10
    assert await room.core.db.run(lambda s: s.exec(select(PictureRow)).all()) == []
    rasa.replies = lambda turn, heard: [says("xong", flow="done")]
    await an.says("thôi")
    assert "đã đủ" not in (await an.hears(**sent()))[0]


async def test_raw_words_for_the_police_hold_what_was_read(an: Resident, rasa: FakeRasa, actions: FakeActions) -> None:
    rasa.faults.extend(["503"] * 4)
    *_, parked = await an.says(**sent("ảnh đây"))
    await an.presses(parked.buttons[0].token)
    await an.waits_for(lambda texts: any("7K3M" in text for text in texts))
    assert actions.tips[0]["turns"] == [f"ảnh đây\n{SCAM}"]


async def test_nothing_of_a_picture_is_logged(an: Resident, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await an.says(**sent("chú thích 0900000463"))
    assert "picture_read" in caplog.text and "0900000463" not in caplog.text


def test_an_update_does_not_print_its_picture() -> None:
    from datetime import UTC, datetime

    from bot.incoming import Incoming

    update = Incoming("web", "e", "c", Kind.ATTACHMENT, datetime.now(UTC), picture=PICTURE)
    assert "0900000463" not in repr(update)


async def asked_for(room: Room, **attachment: Any) -> list[str]:
    an = Resident(room, "an", "far")
    return await an.hears("", kind=Kind.ATTACHMENT, attachment=Attachment("image", **attachment))


async def test_a_platforms_picture_is_fetched_when_its_turn_comes(
    room: Room, rasa: FakeRasa, far: FarChannel, reader: ScriptedReader
) -> None:
    far.troubles = [FetchFailed("busy", permanent=False)] * 2
    await asked_for(room, ref="file-7", size=900)
    assert far.asked == ["file-7"] * 3
    assert (reader.given, rasa.messages()) == ([PICTURE], [SCAM])


@pytest.mark.parametrize(
    ("troubles", "size", "asked", "words"),
    [
        ([FetchFailed("gone", permanent=True)], 900, 1, "gửi lại ảnh"),
        ([FetchFailed("busy", permanent=False)] * 3, None, 3, "gửi lại ảnh"),
        ([], FILE_CAP + 1, 0, "lớn quá"),
    ],
)
async def test_a_picture_that_does_not_come_is_said_so(
    room: Room,
    rasa: FakeRasa,
    far: FarChannel,
    troubles: list[Exception],
    size: int | None,
    asked: int,
    words: str,
) -> None:
    far.troubles = troubles
    [said] = await asked_for(room, ref="file-7", size=size)
    assert words in said and "113" in said and len(far.asked) == asked
    assert rasa.turns == []
