"""Rasa stays unusable: the resident's own words go to the police when they say so."""

import asyncio

import pytest
from sqlmodel import Session, col, select, update

from bot.incoming import Kind
from bot.retention import purge
from bot.room import Room
from bot.tables import InboxRow, RawTip
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_rasa import FakeActions, FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_crashes import kill


@pytest.fixture
async def stuck(make_room: MakeRoom, rasa: FakeRasa, clock: Clock) -> Resident:
    """Bác An told two things; the third stays with a Rasa that fails; two minutes have passed."""
    an = Resident(await make_room(attempt_cap=10_000, hold_after=0.1), "an")
    await an.says("họ đòi 5 triệu")
    await an.says("/số 0900000463")
    await an.waits_for(lambda texts: len(texts) == 2)  # held after a tenth of a second, or answered by then
    rasa.faults.extend(["503"] * 10_000)
    [holding] = await an.says("tôi sợ lắm")
    assert "trả lời chậm" in holding.text
    await until(lambda: len(rasa.turns) > 2)  # a wait is counted from the first try, by the same clock
    clock.skipped = 121
    await an.waits_for(lambda texts: len(texts) == 3)
    return an


async def token_of(an: Resident) -> str:
    offer = (await an.history())[-1].reply
    assert "gửi nguyên văn" in offer.text and "113" in offer.text
    return offer.buttons[0].token


async def test_the_words_reach_the_action_server_and_the_code_comes_back(
    stuck: Resident, rasa: FakeRasa, actions: FakeActions
) -> None:
    [accepted] = await stuck.presses(await token_of(stuck))
    assert "đang chuyển nguyên văn" in accepted.text
    await stuck.waits_for(lambda texts: any("7K3M-9QPX-2RTB" in text for text in texts))
    told = (await stuck.history())[-1].reply
    assert told.card == {"type": "receipt", "code": "7K3M-9QPX-2RTB"}
    [tip] = actions.tips
    assert tip["turns"] == ["họ đòi 5 triệu", "/số 0900000463", "tôi sợ lắm"]
    first = rasa.turns[0]["metadata"]
    assert (tip["report_key"], tip["route_token"]) == (first["report_key"], first["route_token"])
    assert tip["received_at"] == first["received_at"]


async def test_afterwards_the_chat_goes_on_with_a_new_report(
    stuck: Resident, rasa: FakeRasa, actions: FakeActions
) -> None:
    old = rasa.turns[0]["metadata"]["report_key"]
    await stuck.presses(await token_of(stuck))
    rasa.faults.clear()
    await stuck.writes("chuyện khác")
    await stuck.waits_for(lambda texts: "nghe 1: chuyện khác" in texts)
    assert rasa.turns[-1]["metadata"]["report_key"] != old
    texts = [each.reply.text for each in await stuck.history()]
    assert not any("tôi sợ lắm" in text for text in texts)


async def test_the_offer_is_made_once(stuck: Resident, clock: Clock) -> None:
    clock.skipped += 300
    await asyncio.sleep(0.3)
    assert len(await stuck.history()) == 3


async def test_pressing_twice_sends_once(stuck: Resident, actions: FakeActions, clock: Clock) -> None:
    token = await token_of(stuck)
    await stuck.presses(token)
    clock.skipped += 60  # no double tap
    [again] = await stuck.presses(token)
    assert "Không còn lời nào đang chờ" in again.text
    await stuck.waits_for(lambda texts: any("7K3M" in text for text in texts))
    assert len(actions.tips) == 1


async def test_a_button_that_came_too_late_sends_nothing(stuck: Resident, rasa: FakeRasa, actions: FakeActions) -> None:
    token = await token_of(stuck)
    rasa.replies = lambda turn, heard: [{"text": "xong", "buttons": [], "custom": {"flow": "done"}}]
    rasa.faults.clear()
    await stuck.waits_for(lambda texts: "xong" in texts)
    [reply] = await stuck.presses(token)
    assert "Không còn lời nào đang chờ" in reply.text
    assert actions.tips == []


async def test_a_dead_action_server_is_asked_until_it_answers_even_by_the_next_process(
    stuck: Resident, actions: FakeActions, make_room: MakeRoom
) -> None:
    actions.down = True
    await stuck.presses(await token_of(stuck))
    await asyncio.sleep(0.2)
    await kill(stuck.room)
    stuck.room = await make_room()
    await asyncio.sleep(0.2)
    assert actions.tips == []
    actions.down = False
    await stuck.waits_for(lambda texts: any("7K3M" in text for text in texts))
    assert len(actions.tips) == 1


async def test_a_parked_message_can_go_as_it_is(an: Resident, actions: FakeActions, room: Room) -> None:
    [apology] = await an.says("chữ độc")
    await an.presses(apology.buttons[0].token)
    await an.waits_for(lambda texts: any("7K3M" in text for text in texts))
    assert [tip["turns"] for tip in actions.tips] == [["chữ độc"]]


async def test_a_command_is_no_word_for_the_police(an: Resident, actions: FakeActions) -> None:
    await an.says("start", kind=Kind.COMMAND)
    [apology] = await an.says("chữ độc")
    await an.presses(apology.buttons[0].token)
    await an.waits_for(lambda texts: any("7K3M" in text for text in texts))
    assert [tip["turns"] for tip in actions.tips] == [["chữ độc"]]


async def next_process(stuck: Resident, actions: FakeActions, make_room: MakeRoom) -> None:
    """The one that booked the words is killed; the action server is back."""
    await kill(stuck.room)
    actions.down = False
    stuck.room = await make_room()


async def damage(room: Room, *numbers: int) -> None:
    """The chat's messages with these numbers do not open any more."""

    def scratch(session: Session) -> None:
        ids = list(session.exec(select(InboxRow.id).order_by(col(InboxRow.id))))
        broken = [ids[number] for number in numbers]
        session.exec(update(InboxRow).where(col(InboxRow.id).in_(broken)).values(sealed=b"x" * 40))

    await room.core.db.run(scratch)


@pytest.mark.parametrize(("number", "left"), [(0, [1, 2]), (1, [0, 2])])
async def test_a_damaged_message_keeps_no_other_from_the_police(
    stuck: Resident, actions: FakeActions, number: int, left: list[int]
) -> None:
    words = ["họ đòi 5 triệu", "/số 0900000463", "tôi sợ lắm"]
    token = await token_of(stuck)
    await damage(stuck.room, number)
    await stuck.presses(token)
    await stuck.waits_for(lambda texts: any("7K3M" in text for text in texts))
    assert [tip["turns"] for tip in actions.tips] == [[words[each] for each in left]]


async def test_words_that_are_all_damaged_are_not_promised_for_ever(
    stuck: Resident, actions: FakeActions, make_room: MakeRoom
) -> None:
    actions.down = True
    await stuck.presses(await token_of(stuck))
    await damage(stuck.room, 0, 1, 2)
    await next_process(stuck, actions, make_room)
    await stuck.waits_for(lambda texts: any("đã bị hỏng" in text and "113" in text for text in texts))
    assert actions.tips == []
    assert await stuck.room.core.db.run(lambda s: list(s.exec(select(RawTip.report_key)))) == []


async def test_words_that_wait_longer_than_a_day_arrive_whole(
    stuck: Resident, actions: FakeActions, make_room: MakeRoom, clock: Clock
) -> None:
    actions.down = True
    await stuck.presses(await token_of(stuck))
    clock.skipped += 3 * 24 * 3600
    await stuck.room.core.db.run(lambda s: purge(s, stuck.room.core))
    await next_process(stuck, actions, make_room)
    await stuck.waits_for(lambda texts: any("7K3M" in text for text in texts))
    assert [tip["turns"] for tip in actions.tips] == [["họ đòi 5 triệu", "/số 0900000463", "tôi sợ lắm"]]
    clock.skipped += 25 * 3600
    await stuck.room.core.db.run(lambda s: purge(s, stuck.room.core))
    left = select(InboxRow.id).where(col(InboxRow.sealed) != b"")
    assert await stuck.room.core.db.run(lambda s: list(s.exec(left))) == []


async def test_words_that_wait_are_not_forgotten_with_the_next_report(
    stuck: Resident, rasa: FakeRasa, actions: FakeActions, make_room: MakeRoom, clock: Clock
) -> None:
    actions.down = True
    await stuck.presses(await token_of(stuck))
    rasa.faults.clear()
    rasa.replies = lambda turn, heard: [says("xong", flow="done")]
    await stuck.writes("chuyện khác")
    await stuck.waits_for(lambda texts: "xong" in texts)
    clock.skipped += 25 * 3600
    await stuck.room.core.db.run(lambda s: purge(s, stuck.room.core))
    await next_process(stuck, actions, make_room)
    await stuck.waits_for(lambda texts: any("7K3M" in text for text in texts))
    assert [tip["turns"] for tip in actions.tips] == [["họ đòi 5 triệu", "/số 0900000463", "tôi sợ lắm"]]


async def test_words_on_their_way_to_the_police_outlive_an_erasing(
    stuck: Resident, rasa: FakeRasa, actions: FakeActions, make_room: MakeRoom
) -> None:
    """Also when the process that booked them is gone."""
    actions.down = True
    await stuck.presses(await token_of(stuck))
    rasa.faults.clear()
    rasa.replies = lambda turn, heard: [says("đã xóa", flow="erased")]
    await stuck.writes("xóa hết")
    await stuck.waits_for(lambda texts: "đã xóa" in texts)
    await next_process(stuck, actions, make_room)
    await stuck.waits_for(lambda texts: any("7K3M" in text for text in texts))
    assert [tip["turns"] for tip in actions.tips] == [["họ đòi 5 triệu", "/số 0900000463", "tôi sợ lắm"]]
