"""“Xóa dữ liệu của tôi”: once the resident confirmed it, no word of theirs is left in this room, on any channel."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, col, select

from bot.errors import DeliveryFailed
from bot.incoming import Attachment, Kind, Origin
from bot.room import Room
from bot.tables import (
    ButtonRow,
    Chat,
    DeadLetter,
    EvidenceRow,
    HandOver,
    InboxRow,
    MessageRow,
    ReplyRow,
    Route,
    TogetherRow,
)
from tests.bot.conftest import MakeRoom
from tests.bot.fake_channel import FakeChannel
from tests.bot.fake_rasa import FakeActions, FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until

DELETE = "Xóa bản nháp và lời nhắn"
GONE = "Tôi đã xóa"
TABLES: tuple[type[SQLModel], ...] = (InboxRow, ReplyRow, ButtonRow, EvidenceRow)
VOICE = b"OggS" + b"giong noi" * 30
PHOTO = b"\xff\xd8\xff\xe0" + b"a picture that does not decode" * 9


@pytest.fixture(autouse=True)
def _assistant(rasa: FakeRasa) -> None:
    def replies(turn: dict[str, Any], heard: list[str]) -> list[dict[str, Any]]:
        match turn["message"]:
            case "/delete_draft":
                return [says(GONE, flow="erased")]
            case "gửi tin":
                return [says("đã nhận", card={"type": "receipt", "code": "7K3M-9QPX-2RTB"}, flow="done")]
            case _:
                return [says(f"nghe {len(heard)}", (DELETE, "/delete_draft"))]

    rasa.replies = replies


async def sealed_bytes(room: Room) -> list[bytes]:
    """Everything sealed that the file holds, as it lies there."""

    def read(session: Session) -> list[bytes]:
        found: list[bytes] = []
        for table in TABLES:
            found += [row.model_dump()["sealed"] for row in session.exec(select(table))]
        return [each for each in found if each]

    return await room.core.db.run(read)


async def rows(room: Room, table: type[SQLModel], chat_ref: str) -> list[Any]:
    def read(session: Session) -> list[Any]:
        found = session.exec(select(table).where(col(table.chat_ref) == chat_ref))  # type: ignore[attr-defined]
        return [each.model_dump() for each in found]

    return await room.core.db.run(read)


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("bot.db*"))


def a_voice() -> dict[str, Any]:
    return {"kind": Kind.ATTACHMENT, "attachment": Attachment("audio"), "picture": VOICE}


def handed(actions: FakeActions) -> list[bytes]:
    return [file["content"] for file in actions.files]


async def tells_a_lot(an: Resident) -> None:
    await an.says("start", kind=Kind.COMMAND, start="xa_an_lao")
    await an.says("họ lấy 50 triệu", event_id="e-told", message_id="m1")
    await an.says("xem giúp", kind=Kind.ATTACHMENT, attachment=Attachment("image"), picture=PHOTO)
    await an.says("tin của kẻ lừa", forwarded=True, origin=Origin("user", "Hùng", "hung"))


async def test_nothing_is_left_and_a_repeat_stays_a_repeat(
    an: Resident, binh: Resident, room: Room, rasa: FakeRasa, tmp_path: Path
) -> None:
    """Edge case 2, after everything was erased."""
    await binh.says("chuyện của tôi")
    await tells_a_lot(an)
    before = await sealed_bytes(room)
    kept = {each["sealed"] for table in TABLES for each in await rows(room, table, binh.chat_ref)}
    assert await rows(room, EvidenceRow, an.chat_ref) != []
    [gone] = await an.hears(DELETE)
    assert gone == GONE
    file = on_disk(tmp_path)
    assert kept and all(each in file for each in kept)
    assert [each for each in before if each not in kept and each in file] == []
    for table in (EvidenceRow, MessageRow, TogetherRow, ButtonRow):
        assert await rows(room, table, an.chat_ref) == []
    assert all(each["sealed"] == b"" for each in await rows(room, InboxRow, an.chat_ref))
    assert [each.reply.text for each in await an.history()] == [GONE]
    [chat] = await rows(room, Chat, an.chat_ref)
    assert chat["commune"] is None
    heard = len(rasa.turns)
    await an.writes("họ lấy 50 triệu", event_id="e-told")
    await an.says("chào lại")
    assert len(rasa.turns) == heard + 1
    assert rasa.turns[-1]["sender"] != rasa.turns[-2]["sender"]
    assert rasa.turns[-1]["metadata"]["report_key"] != rasa.turns[-2]["metadata"]["report_key"]
    assert "commune" not in rasa.turns[-1]["metadata"]


async def test_asking_alone_erases_nothing(an: Resident, room: Room) -> None:
    await an.says("họ lấy 50 triệu")
    await an.says("xoa_du_lieu", kind=Kind.COMMAND)
    assert len(await an.history()) == 2
    assert all(each["sealed"] for each in await rows(room, InboxRow, an.chat_ref))


async def test_a_sent_report_keeps_its_way_back(an: Resident, room: Room, rasa: FakeRasa) -> None:
    await an.says("họ lấy 50 triệu")
    await an.says("gửi tin")
    route = rasa.turns[-1]["metadata"]["route_token"]
    await an.says("xóa dữ liệu của tôi")
    await an.says(DELETE)
    assert await room.core.db.run(lambda s: s.get_one(Route, route).chat_ref) == an.chat_ref
    assert all(each["sealed"] == b"" for each in await rows(room, InboxRow, an.chat_ref))


async def test_raw_words_that_were_promised_to_the_police_still_arrive(
    an: Resident, room: Room, rasa: FakeRasa, actions: FakeActions
) -> None:
    actions.down = True
    rasa.poison = "50 triệu"
    await an.writes("họ lấy 50 triệu")
    texts = await an.waits_for(lambda texts: any("nguyên văn" in text for text in texts))
    [token] = [button.token for each in await an.history() for button in each.reply.buttons]
    await an.presses(token)
    await an.says("xóa dữ liệu của tôi")
    await an.says(DELETE)
    actions.down = False
    await until(lambda: len(actions.tips) == 1)
    assert actions.tips[0]["turns"] == ["họ lấy 50 triệu"]
    texts = await an.waits_for(lambda texts: len(texts) == 2)
    assert texts[0] == GONE and "7K3M-9QPX-2RTB" in texts[1]


async def test_replies_that_still_wait_are_never_sent_but_the_confirmation_is(
    make_room: MakeRoom, rasa: FakeRasa
) -> None:
    telegram = FakeChannel()
    telegram.faults.append(DeliveryFailed("busy", permanent=False, retry_after=2))
    room = await make_room(channels=[telegram])
    an = Resident(room, "an", telegram.name)
    await an.writes("một")
    await until(lambda: telegram.begun == 1)
    await an.writes(DELETE)
    await until(lambda: len(telegram.sent) == 1)
    assert telegram.texts == [GONE]
    [reply] = await rows(room, ReplyRow, an.chat_ref)
    assert reply["n"] == 2


async def test_a_file_sent_behind_the_button_is_kept_for_the_next_report(
    an: Resident, room: Room, rasa: FakeRasa, actions: FakeActions
) -> None:
    await an.says("họ lấy 50 triệu", **a_voice())
    rasa.delay = lambda message: 1 if message == "/delete_draft" else 0
    await an.writes(DELETE)
    await until(lambda: rasa.messages()[-1:] == ["/delete_draft"])
    later = await an.writes("nghe giúp tôi", **a_voice())
    await an.waits_for(lambda texts: texts[:1] == [GONE] and any("giữ ghi âm" in text for text in texts))
    assert [each["inbox_id"] for each in await rows(room, EvidenceRow, an.chat_ref)] == [later.row]
    await an.says("gửi tin")
    await until(lambda: VOICE in handed(actions))
    assert actions.files[-1]["report_key"] == rasa.turns[-1]["metadata"]["report_key"]


async def test_files_of_a_sent_report_still_reach_the_police(an: Resident, actions: FakeActions) -> None:
    actions.down = True
    await an.says("", **a_voice())
    await an.says("gửi tin")
    await an.says("xóa dữ liệu của tôi")
    assert await an.hears(DELETE) == [GONE]
    actions.down = False
    await until(lambda: VOICE in handed(actions))


async def test_files_of_promised_raw_words_still_reach_the_police(
    an: Resident, rasa: FakeRasa, actions: FakeActions
) -> None:
    actions.down = True
    rasa.poison = "50 triệu"
    await an.writes("họ lấy 50 triệu", **a_voice())
    await an.waits_for(lambda texts: any("nguyên văn" in text for text in texts))
    [token] = [button.token for each in await an.history() for button in each.reply.buttons]
    await an.presses(token)
    await an.says("xóa dữ liệu của tôi")
    assert await an.hears(DELETE) == [GONE]
    actions.down = False
    await until(lambda: VOICE in handed(actions))


async def test_the_notes_of_a_finished_hand_over_go_too(an: Resident, room: Room, actions: FakeActions) -> None:
    await an.says("", **a_voice())
    await an.says("gửi tin")
    await until(lambda: VOICE in handed(actions))

    def as_an_earlier_program_left_it(session: Session) -> bool:
        over = session.exec(select(HandOver)).one()
        over.sealed = b"the notes of then"
        return over.done

    for _ in range(1000):
        if await room.core.db.run(as_an_earlier_program_left_it):
            break
        await asyncio.sleep(0.02)
    await an.says("xóa dữ liệu của tôi")
    await an.says(DELETE)
    assert [each["sealed"] for each in await rows(room, HandOver, an.chat_ref)] == [b""]


async def test_what_could_not_be_read_goes_too_where_it_is_known_to_be_theirs(an: Resident, room: Room) -> None:
    for number, whose in enumerate((an.name, "binh", None)):
        await room.inbox.bury(an.channel, f"7:{number}", b"{}", "KeyError", whose)
    await an.says("họ lấy 50 triệu")
    await an.says(DELETE)
    left = await room.core.db.run(lambda s: s.exec(select(DeadLetter.chat_ref).order_by(col(DeadLetter.id))).all())
    assert list(left) == [room.inbox.chat_ref(an.channel, "binh"), None]
