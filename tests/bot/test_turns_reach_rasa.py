"""A resident writes, Rasa answers, and each turn carries what it must."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.incoming import Attachment, Kind
from bot.retention import purge
from bot.room import Room
from tests.bot.conftest import Clock
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident

EIGHT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


async def test_a_message_is_answered(an: Resident, rasa: FakeRasa) -> None:
    assert await an.hears("có người đòi tiền") == ["nghe 1: có người đòi tiền"]
    assert await an.hears("rồi sao") == ["nghe 2: rồi sao"]


async def test_a_turn_names_nobody(an: Resident, binh: Resident, rasa: FakeRasa) -> None:
    await an.says("một")
    await an.says("hai", forwarded=True)
    await binh.says("ba")
    first, second, other = rasa.turns
    assert first["instance"] is None and second["instance"] == rasa.instance
    assert first["sender"] == second["sender"] != other["sender"]
    assert first["metadata"]["report_key"] == second["metadata"]["report_key"]
    assert first["metadata"]["report_key"] != other["metadata"]["report_key"]
    assert first["metadata"]["event_id"] != second["metadata"]["event_id"]
    assert [t["metadata"]["forwarded"] for t in rasa.turns] == [False, True, False]
    assert first["metadata"]["channel"] == "web"
    assert first["metadata"]["received_at"].endswith("+00:00")
    assert re.fullmatch("[0-9a-f]{64}", first["sender"])
    assert re.fullmatch("[0-9a-f]{32}", first["metadata"]["route_token"])
    assert '"an"' not in str(rasa.turns).replace("'", '"')


async def test_a_repeated_update_makes_no_second_turn(an: Resident, rasa: FakeRasa) -> None:
    """Edge case 2."""
    first = await an.says("xin chào", event_id="same")
    again = await an.says("xin chào", event_id="same")
    assert first == again
    assert rasa.messages() == ["xin chào"]
    assert [each.n for each in await an.history()] == [1]


async def test_the_same_event_id_on_another_channel_is_another_message(room: Room, rasa: FakeRasa) -> None:
    await Resident(room, "an").says("một", event_id="7")
    receipt = await Resident(room, "an", channel="telegram").writes("hai", event_id="7")
    assert receipt.arrival.value == "new"


async def test_a_finished_report_starts_a_new_one(an: Resident, rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: [
        says("mã tin báo", card={"type": "receipt", "code": "7K3M-9QPX-2RTB"}, flow="done")
        if turn["message"] == "gửi"
        else says("vâng")
    ]
    await an.says("kể chuyện")
    [receipt] = await an.says("gửi")
    await an.says("chuyện khác")
    assert receipt.card == {"type": "receipt", "code": "7K3M-9QPX-2RTB"}
    story, submit, next_story = (turn["metadata"] for turn in rasa.turns)
    assert story["report_key"] == submit["report_key"] != next_story["report_key"]
    assert submit["route_token"] != next_story["route_token"]
    assert rasa.senders()[1] != rasa.senders()[2]
    assert rasa.turns[2]["instance"] is None


async def test_a_forgotten_chat_returns_under_names_never_used(
    an: Resident, room: Room, rasa: FakeRasa, clock: Clock
) -> None:
    """The police store knows a report by its name for good: another tip under it would never arrive."""
    rasa.replies = lambda turn, heard: [says("vâng", flow="done" if turn["message"] == "gửi" else None)]
    for months in range(3):
        clock.skipped = months * 91 * 24 * 3600
        await room.core.db.run(lambda s: purge(s, room.core))
        for words in ("kể", "gửi", "kể thêm"):
            await an.says(words)
    keys = [turn["metadata"]["report_key"] for turn in rasa.turns]
    assert len(set(keys)) == 6 and keys[0] == keys[1] != keys[2]
    assert len(set(rasa.senders())) == 6


async def test_what_a_finished_report_said_is_not_replayed(an: Resident, rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: [says("xong", flow="done") if turn["message"] == "gửi" else says("vâng")]
    await an.says("gửi")
    rasa.faults.append("503")
    await an.says("chuyện khác")
    assert rasa.messages() == ["gửi", "chuyện khác", "chuyện khác"]


async def test_a_long_chat_outside_forms_gets_a_fresh_conversation(an: Resident, rasa: FakeRasa) -> None:
    for number in range(32):
        await an.says(f"câu {number}", received_at=EIGHT + number * timedelta(minutes=1))
    assert len(set(rasa.senders())) == 2
    assert rasa.senders()[30] != rasa.senders()[31]
    assert len(rasa.turns) == 32


async def test_what_came_just_before_goes_along_into_the_fresh_conversation(an: Resident, rasa: FakeRasa) -> None:
    for number in range(31):
        await an.says(f"câu {number}", received_at=EIGHT + number * timedelta(minutes=1))
    await an.says("câu 31", received_at=EIGHT + timedelta(minutes=30, seconds=15))
    assert rasa.messages()[31:] == ["câu 30", "câu 31"]
    assert rasa.senders()[31] == rasa.senders()[32] != rasa.senders()[30]


async def test_a_long_form_keeps_its_conversation(an: Resident, rasa: FakeRasa) -> None:
    rasa.active_loop = "report_form"
    for number in range(33):
        await an.says(f"câu {number}")
    assert len(set(rasa.senders())) == 1


async def test_an_attachment_is_answered_honestly_and_its_caption_is_read(an: Resident, rasa: FakeRasa) -> None:
    [alone] = await an.hears("", kind=Kind.ATTACHMENT, attachment=Attachment("image"))
    assert "chưa tải được ảnh" in alone and "113" in alone
    assert rasa.turns == []
    about_it, answer = await an.hears("xem giúp", kind=Kind.ATTACHMENT, attachment=Attachment("pdf"))
    assert "chưa tải được tệp này" in about_it
    assert answer == "nghe 1: xem giúp"


async def test_what_cannot_be_read_never_becomes_a_turn(an: Resident, rasa: FakeRasa) -> None:
    unreadable: list[dict[str, Any]] = [
        {"kind": Kind.UNSUPPORTED},
        {"kind": Kind.COMMAND, "text": "hack"},
        {"text": " \u200b\n"},
    ]
    for fields in unreadable:
        [answer] = await an.hears(**fields)
        assert "113" in answer
    assert rasa.turns == []


async def test_a_known_command_becomes_a_turn(an: Resident, rasa: FakeRasa) -> None:
    await an.says("start", kind=Kind.COMMAND)
    assert rasa.messages() == ["/greet"]
