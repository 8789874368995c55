"""A file's way to the police: with the report it came in, whole, once, whatever dies in between."""

import asyncio
import hashlib
import logging
from typing import Any

import pytest
from sqlmodel import select

from bot.incoming import Attachment, Kind, Origin
from bot.retention import purge
from bot.room import Room
from bot.tables import EvidenceRow, HandOver
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_rasa import FakeActions, FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_crashes import kill

VOICE = b"OggS" + b"giong noi 0900000463" * 50
PDF = b"%PDF-1.7 hop dong"
CODE = "7K3M-9QPX-2RTB"
DAY = 24 * 3600


@pytest.fixture(autouse=True)
def _talk(rasa: FakeRasa) -> None:
    """ "gửi" sends the report, "thôi" ends it unsent."""

    def reply(turn: dict[str, Any], heard: list[str]) -> list[dict[str, Any]]:
        match turn["message"]:
            case "gửi":
                return [says("đã gửi", flow="done", card={"type": "receipt", "code": CODE})]
            case "thôi":
                return [says("vâng", flow="done")]
        return [says("nghe")]

    rasa.replies = reply


def sent(data: bytes, kind: str = "audio", **fields: Any) -> dict[str, Any]:
    attachment = Attachment(kind, "../../Nguyễn Văn An.exe")
    return {"kind": Kind.ATTACHMENT, "attachment": attachment, "picture": data, **fields}


async def evidence(room: Room) -> list[EvidenceRow]:
    def rows(session: Any) -> list[EvidenceRow]:
        found = list(session.exec(select(EvidenceRow)))
        session.expunge_all()
        return found

    return await room.core.db.run(rows)


async def all_done(room: Room) -> None:
    for _ in range(1000):
        if all(await room.core.db.run(lambda s: list(s.exec(select(HandOver.done))))):
            return
        await asyncio.sleep(0.02)
    raise TimeoutError


async def test_files_and_notes_follow_the_receipt(
    an: Resident, room: Room, rasa: FakeRasa, actions: FakeActions
) -> None:
    await an.says("", **sent(VOICE, origin=Origin("user", "Cán bộ Tú", "tu"), forwarded=True))
    await an.says("đây ạ", **sent(PDF, "pdf"))
    await asyncio.sleep(0.2)
    assert actions.files == []  # nothing leaves before the resident sends the report
    await an.says("gửi")
    await until(lambda: len(actions.files) == 3)
    notes, voice, pdf = actions.files
    assert [voice["content"], pdf["content"]] == [VOICE, PDF]
    assert [voice["name"], pdf["name"]] == ["bang-chung-1.ogg", "bang-chung-2.pdf"]
    assert [voice["type"], pdf["type"]] == ["audio/ogg", "application/pdf"]
    key = rasa.turns[0]["metadata"]["report_key"]
    for file in actions.files:
        assert (file["report_key"], file["code"]) == (key, CODE)
        assert file["sha256"] == hashlib.sha256(file["content"]).hexdigest()
    assert notes["name"] == "ghi-chu-kem-theo.txt"
    text = notes["content"].decode()
    assert "Cán bộ Tú (@tu)" in text and hashlib.sha256(VOICE).hexdigest() in text and "Nguyễn Văn An" not in text
    await all_done(room)
    assert all(row.handed and not row.sealed and not row.working for row in await evidence(room))
    assert await room.core.db.run(lambda s: s.exec(select(HandOver.sealed)).one()) == b""


async def test_words_alone_need_no_notes(an: Resident, room: Room, actions: FakeActions) -> None:
    await an.says("họ gọi tôi")
    await an.says("gửi")
    await all_done(room)
    assert actions.files == []


async def test_what_ends_unsent_never_leaves_and_is_erased(
    an: Resident, room: Room, actions: FakeActions, clock: Clock
) -> None:
    await an.says("", **sent(VOICE))
    await an.says("thôi")
    await an.says("gửi")
    await all_done(room)
    assert actions.files == [] and len(await evidence(room)) == 1
    clock.skipped = DAY + 3600
    await room.core.db.run(lambda s: purge(s, room.core))
    assert await evidence(room) == []


async def test_a_file_behind_the_sending_belongs_to_the_next_report(
    an: Resident, room: Room, rasa: FakeRasa, actions: FakeActions
) -> None:
    rasa.delay = lambda message: 0.5 if message == "gửi" else 0
    await an.writes("gửi")
    await an.writes("", **sent(VOICE))
    await an.waits_for(lambda texts: len(texts) == 2)
    await all_done(room)
    assert actions.files == []
    await an.says("gửi")
    await until(lambda: len(actions.files) == 2)
    assert {file["report_key"] for file in actions.files} == {rasa.turns[-1]["metadata"]["report_key"]}
    assert rasa.turns[0]["metadata"]["report_key"] != actions.files[0]["report_key"]


async def test_a_dead_action_server_is_asked_until_it_answers_even_by_the_next_process(
    an: Resident, actions: FakeActions, make_room: MakeRoom, clock: Clock, rasa: FakeRasa
) -> None:
    await an.says("", **sent(VOICE))
    await an.says("gửi")
    await until(lambda: len(actions.files) == 2)
    actions.files.clear()
    actions.down = True
    await an.says("", **sent(PDF, "pdf"))
    await an.says("gửi")
    clock.skipped = 8 * DAY  # what is owed to the police outlives the words
    await an.room.core.db.run(lambda s: purge(s, an.room.core))
    await kill(an.room)
    room = await make_room()
    assert actions.files == []
    actions.down = False
    await until(lambda: len(actions.files) == 2)
    assert [file["content"] for file in actions.files][1] == PDF
    await all_done(room)


async def test_a_lying_action_server_is_not_believed(
    an: Resident, room: Room, actions: FakeActions, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    actions.lies = 2
    await an.says("", **sent(VOICE))
    await an.says("gửi")
    await all_done(room)
    assert [file["content"] for file in actions.files].count(VOICE) == 2
    assert "another file was acknowledged" in caplog.text
    assert "0900000463" not in caplog.text and CODE not in caplog.text and "Nguyễn" not in caplog.text


@pytest.mark.parametrize("after", [0, 1, 2])
async def test_killed_between_two_files_the_next_process_sends_the_rest(
    an: Resident, actions: FakeActions, make_room: MakeRoom, after: int
) -> None:
    for number in range(3):
        await an.says("", **sent(VOICE + bytes([number])))
    await an.says("gửi")
    await until(lambda: len(actions.files) > after)
    await kill(an.room)
    await all_done(await make_room())
    contents = [file["content"] for file in actions.files]
    assert all(VOICE + bytes([number]) in contents for number in range(3))
    assert len(contents) <= 5  # four, and at most the one that was under way a second time
    names = {(file["sha256"], file["name"]) for file in actions.files}
    assert len(names) == 4  # a repeat carries the same name


async def test_raw_words_take_their_files_along(an: Resident, rasa: FakeRasa, actions: FakeActions) -> None:
    rasa.faults.extend(["503"] * 4)
    *_, parked = await an.says("nghe giúp tôi", **sent(VOICE))
    await an.presses(parked.buttons[0].token)
    await until(lambda: len(actions.files) == 2)
    assert actions.tips[0]["report_key"] == actions.files[1]["report_key"]
    assert actions.files[1]["content"] == VOICE
