"""Edge case 17: a platform's commands, and what a deep link brings along."""

import pytest

from bot.incoming import Kind
from bot.tables import Chat
from tests.bot.fake_rasa import FakeRasa
from tests.bot.resident import Resident


@pytest.mark.parametrize(
    ("command", "payload"),
    [
        ("start", "/greet"),
        ("START", "/greet"),
        ("help", "/help"),
        ("huy", "/cancel"),
        ("xoa_du_lieu", "/delete_my_data"),
        ("trangthai", "/ask_status"),
        ("trang_thai", "/ask_status"),
    ],
)
async def test_a_command_is_what_it_stands_for(an: Resident, rasa: FakeRasa, command: str, payload: str) -> None:
    await an.says(command, kind=Kind.COMMAND)
    assert rasa.messages() == [payload]
    assert "original" not in rasa.turns[0]["metadata"]


@pytest.mark.parametrize("command", ["restart", "session_start", "hack", ""])
async def test_an_unknown_command_is_no_turn(an: Resident, rasa: FakeRasa, command: str) -> None:
    [answer] = await an.hears(command, kind=Kind.COMMAND)
    assert "không biết lệnh này" in answer and "113" in answer
    assert rasa.turns == []


async def test_a_deep_link_brings_the_commune_to_every_turn_of_its_chat(
    an: Resident, binh: Resident, rasa: FakeRasa
) -> None:
    await an.says("start", kind=Kind.COMMAND, start="xa_an_lao")
    await an.says("tôi muốn báo tin")
    await binh.says("xin chào")
    assert [turn["metadata"].get("commune") for turn in rasa.turns] == ["xa_an_lao", "xa_an_lao", None]
    assert rasa.messages()[0] == "/greet"
    await an.says("start", kind=Kind.COMMAND, start="phuong_le_chan")
    assert rasa.turns[-1]["metadata"]["commune"] == "phuong_le_chan"


@pytest.mark.parametrize("start", ["", "XA_AN_LAO", "xa an lao", "xã_an_lão", "a" * 65, "xa_an_lao\n", "/restart"])
async def test_a_bad_payload_is_ignored(an: Resident, rasa: FakeRasa, start: str) -> None:
    await an.says("start", kind=Kind.COMMAND, start="xa_an_lao")
    await an.says("start", kind=Kind.COMMAND, start=start)
    assert await an.room.core.db.run(lambda s: s.get_one(Chat, an.chat_ref).commune) == "xa_an_lao"
    assert rasa.messages() == ["/greet", "/greet"]
