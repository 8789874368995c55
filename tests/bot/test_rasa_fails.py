"""Rasa dead, slow, silent and lying: one set of replies, from a fresh conversation."""

import asyncio

import pytest
from sqlmodel import Session

from bot.channels.web.answer import answer
from bot.room import Room
from bot.tables import InboxRow
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_channel import FakeChannel
from tests.bot.fake_rasa import FakeRasa, Item, says
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_crashes import kill

NEVER = 1e6  # seconds


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


async def test_a_rasa_that_stays_dead_for_a_day_is_waited_for_no_longer(make_room: MakeRoom, clock: Clock) -> None:
    nobody = FakeRasa().port
    an = Resident(await make_room(rasa_port=nobody, offer_after=NEVER), "an")
    await an.writes("một")
    await asyncio.sleep(0.3)
    assert await an.history() == []
    clock.skipped = 24 * 3600 + 1
    [apology] = await an.waits_for(lambda texts: bool(texts))
    assert "chưa xử lý được" in apology


async def test_a_day_without_power_gives_no_message_up(
    make_room: MakeRoom, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Rasa loads longer than the bot, whose first connection is refused."""
    rasa = FakeRasa()
    an = Resident(await make_room(rasa_port=rasa.port, offer_after=NEVER), "an")
    await an.writes("một")
    await kill(an.room)
    clock.skipped = 25 * 3600
    caplog.clear()
    an.room = await make_room(rasa_port=rasa.port, offer_after=NEVER)
    await until(lambda: "turn_failed" in caplog.text)
    async with rasa.running():
        assert await an.waits_for(lambda texts: bool(texts)) == ["nghe 1: một"]


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


@pytest.mark.parametrize("fault", ["503", "400"])
async def test_an_earlier_turn_that_rasa_no_longer_bears_is_left_behind(
    an: Resident, rasa: FakeRasa, fault: str
) -> None:
    for words in ("một", "hai", "ba"):
        await an.says(words)
    rasa.breaks["hai"] = fault
    for words in ("bốn", "năm"):
        rasa.forgets()
        assert (await an.hears(words))[0].endswith(words)
    assert rasa.messages()[-4:] == ["một", "ba", "bốn", "năm"]
    assert "113" not in str(await an.history())


async def test_an_earlier_turn_stays_when_rasa_is_well_again(an: Resident, rasa: FakeRasa) -> None:
    await an.says("một")
    await an.says("hai")
    rasa.forgets()
    rasa.faults.extend(["", "503"])
    assert await an.hears("ba") == ["nghe 3: ba"]


async def test_a_message_no_turn_can_be_made_of_is_parked_and_the_chat_goes_on(
    an: Resident, room: Room, rasa: FakeRasa
) -> None:
    rasa.delay = lambda message: 1 if message == "chờ" else 0
    await an.writes("chờ")
    receipt = await an.writes("của ngày mai")

    def spoil(session: Session) -> None:
        row = session.get_one(InboxRow, receipt.row)
        row.sealed = room.core.vault.seal({"kind": "unheard of"}, f"inbox|{row.event_key}")

    await room.core.db.run(spoil)
    [apology] = await answer(room.core, receipt)
    assert "113" in apology.text
    assert await an.hears("sau") == ["nghe 2: sau"]


async def test_an_earlier_message_no_turn_can_be_made_of_is_left_out(an: Resident, room: Room, rasa: FakeRasa) -> None:
    receipt = await an.writes("một")
    await an.says("hai")

    def spoil(session: Session) -> None:
        row = session.get_one(InboxRow, receipt.row)
        row.sealed = room.core.vault.seal({"kind": "unheard of"}, f"inbox|{row.event_key}")

    await room.core.db.run(spoil)
    rasa.forgets()
    assert await an.hears("ba") == ["nghe 2: ba"]


_NOTHING_TO_SEE = [
    says(None, flow="done"),
    says(None, x=1),
    says("   "),
    says("\u200b"),
    says("\u2060\u00ad", flow="done"),
    says("", card={"type": "out_of_scope"}),
]


@pytest.mark.parametrize("nothing", _NOTHING_TO_SEE, ids=str)
async def test_an_answer_that_shows_nothing_is_tried_again_and_then_apologised_for(
    make_room: MakeRoom, rasa: FakeRasa, nothing: Item
) -> None:
    """Edge case 5."""
    far = FakeChannel()
    an = Resident(await make_room(channels=[far], attempt_cap=2), "an", far.name)
    rasa.replies = lambda turn, heard: [nothing]
    await an.writes("một")
    await until(lambda: bool(far.texts))
    assert len(rasa.turns) == 2 and "113" in far.texts[0]


async def test_the_web_chat_draws_a_card_without_words(an: Resident, rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: [says(None, card={"type": "out_of_scope"})]
    [reply] = await an.says("một")
    assert reply.card == {"type": "out_of_scope"} and len(rasa.turns) == 1
