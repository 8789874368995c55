"""Rasa dead, slow, silent and lying: one set of replies, from a fresh conversation."""

import asyncio

import pytest

from bot.room import Room
from tests.bot.conftest import MakeRoom
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident


@pytest.mark.parametrize("fault", ["503", "silence", "garbage", "huge", "hang"])
async def test_a_failed_turn_goes_to_a_fresh_conversation(make_room: MakeRoom, rasa: FakeRasa, fault: str) -> None:
    an = Resident(await make_room(rasa_read_timeout=0.5 if fault == "hang" else 5), "an")
    await an.says("một")
    await an.says("hai")
    rasa.faults.append(fault)
    assert await an.hears("ba") == ["nghe 3: ba"]
    assert rasa.messages() == ["một", "hai", "ba", "một", "hai", "ba"]
    old, new = rasa.senders()[0], rasa.senders()[3]
    assert rasa.senders() == [old] * 3 + [new] * 3 and old != new
    assert [turn["metadata"] for turn in rasa.turns[:3]] == [turn["metadata"] for turn in rasa.turns[3:]]
    assert [each.reply.text for each in await an.history()] == ["nghe 1: một", "nghe 2: hai", "nghe 3: ba"]
    assert rasa.repeated == 0


async def test_a_replay_that_fails_midway_starts_over(an: Resident, rasa: FakeRasa) -> None:
    await an.says("một")
    await an.says("hai")
    rasa.faults.extend(["503", "", "silence"])  # the turn; then the second turn of its replay
    assert await an.hears("ba") == ["nghe 3: ba"]
    assert rasa.messages() == ["một", "hai", "ba", "một", "hai", "một", "hai", "ba"]
    assert len(set(rasa.senders())) == 3
    assert rasa.repeated == 0


async def test_a_restarted_rasa_says_409_and_gets_the_story_again(room: Room, rasa: FakeRasa) -> None:
    an = Resident(room, "an")
    await an.says("một")
    rasa.instance = "another-process"
    rasa.heard.clear()
    assert await an.hears("hai") == ["nghe 2: hai"]
    assert rasa.messages() == ["một", "một", "hai"]
    assert rasa.turns[2]["instance"] == "another-process"
    assert rasa.senders()[0] != rasa.senders()[1] == rasa.senders()[2]


async def test_a_dead_rasa_is_waited_for_and_nothing_is_parked(make_room: MakeRoom) -> None:
    dead = FakeRasa()  # its port is closed until it runs
    an = Resident(await make_room(rasa_port=dead.port, attempt_cap=2), "an")
    waiting = asyncio.create_task(an.hears("một"))
    await asyncio.sleep(0.6)  # many more tries than the cap
    assert not waiting.done()
    async with dead.running():
        assert await waiting == ["nghe 1: một"]
    assert dead.messages() == ["một"]


async def test_a_refused_turn_is_parked_at_once(an: Resident, rasa: FakeRasa) -> None:
    rasa.faults.append("400")
    [apology] = await an.says("một")
    assert "113" in apology.text and apology.buttons
    assert rasa.messages() == ["một"]
    assert await an.hears("hai") == ["nghe 1: hai"]


async def test_a_poisoned_chat_is_parked_and_the_others_flow(an: Resident, binh: Resident, rasa: FakeRasa) -> None:
    poisoned = asyncio.create_task(an.says("chữ độc"))
    after = asyncio.create_task(an.hears("chữ lành"))
    assert await binh.hears("tôi là Bình") == ["nghe 1: tôi là Bình"]
    assert not poisoned.done()
    [apology] = await poisoned
    assert "gửi nguyên văn" in apology.text and "113" in apology.text
    assert [button.title for button in apology.buttons] == ["Gửi nguyên văn cho công an"]
    assert rasa.messages().count("chữ độc") == 4  # the cap
    assert await after == ["nghe 1: chữ lành"]
    assert rasa.repeated == 0


async def test_order_per_chat_holds_while_another_chat_is_not_blocked(
    an: Resident, binh: Resident, rasa: FakeRasa
) -> None:
    rasa.delay = lambda message: 0.1 if message.startswith("chậm") else 0
    slow = [asyncio.create_task(an.hears(f"chậm {number}")) for number in range(5)]
    await asyncio.sleep(0.02)
    assert await binh.hears("nhanh") == ["nghe 1: nhanh"]
    assert not slow[0].done()
    assert [texts[0] for texts in await asyncio.gather(*slow)] == [f"nghe {n + 1}: chậm {n}" for n in range(5)]
    assert rasa.overlapping == 0


async def test_a_late_answer_is_announced_and_comes_later(make_room: MakeRoom, rasa: FakeRasa) -> None:
    an = Resident(await make_room(hold_after=0.1), "an")
    rasa.delay = lambda message: 0.4
    [holding] = await an.says("một")
    assert "đã lưu tin nhắn" in holding.text and "113" in holding.text and holding.n is None
    assert await an.waits_for(lambda texts: len(texts) == 1) == ["nghe 1: một"]


async def test_bubbles_are_few(an: Resident, rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: [
        says("a"),
        says("b"),
        says("c"),
        says("chọn", ("Có", "/affirm")),
        says("d"),
        says(None, card={"type": "out_of_scope"}),
    ]
    replies = await an.says("một")
    assert [reply.text for reply in replies] == ["a\n\nb\n\nc", "chọn", "d"]
    assert replies[2].card == {"type": "out_of_scope"}
