"""Edge case 11: words that were changed after they were sent are kept beside the first ones; no turn of their own."""

import asyncio
from typing import Any

from sqlmodel import Session

from bot.content import Content
from bot.incoming import Kind
from bot.raw_tips import take_over
from bot.retention import purge
from bot.room import Room
from bot.tables import InboxRow, InboxState
from bot.turn import BETWEEN
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until

NOTE = "Tôi đã lưu phần bác vừa sửa"


async def edits(an: Resident, text: str, message_id: str = "m1", **fields: Any) -> int:
    return (await an.writes(text, kind=Kind.EDITED, message_id=message_id, **fields)).row


async def kept(room: Room, row: int) -> Content:
    def read(session: Any) -> Content:
        found = session.get_one(InboxRow, row)
        return Content.from_json(room.core.vault.open(found.sealed, f"inbox|{found.event_key}"))

    return await room.core.db.run(read)


async def test_an_answered_message_gets_a_note_once_and_keeps_both_wordings(
    an: Resident, room: Room, rasa: FakeRasa
) -> None:
    receipt = await an.writes("họ lấy 5 triệu", message_id="m1")
    await an.waits_for(lambda texts: len(texts) == 1)
    await edits(an, "họ lấy 50 triệu")
    await edits(an, "họ lấy 50 triệu của tôi")
    await edits(an, "họ lấy 50 triệu của tôi")
    texts = await an.waits_for(lambda texts: len(texts) == 2)
    assert texts[1].startswith(NOTE)
    content = await kept(room, receipt.row)
    assert (content.text, content.edits) == ("họ lấy 5 triệu", ["họ lấy 50 triệu", "họ lấy 50 triệu của tôi"])
    assert content.words == "họ lấy 5 triệu\nhọ lấy 50 triệu\nhọ lấy 50 triệu của tôi"
    await asyncio.sleep(0.3)
    assert rasa.messages() == ["họ lấy 5 triệu"] and len(await an.history()) == 2


async def test_a_replay_says_what_rasa_heard(an: Resident, rasa: FakeRasa) -> None:
    await an.says("một", message_id="m1")
    await edits(an, "một khác")
    rasa.instance = "another process"
    await an.says("hai")
    assert rasa.messages() == ["một", "một", "hai"]


async def test_an_edit_in_time_is_what_rasa_hears(an: Resident, room: Room, rasa: FakeRasa) -> None:
    rasa.delay = lambda message: 0.5 if message == "chờ" else 0
    await an.writes("chờ")
    receipt = await an.writes("họ lấy 5 triệu", message_id="m1")
    await edits(an, "họ lấy 50 triệu")
    texts = await an.waits_for(lambda texts: len(texts) == 2)
    assert texts == ["nghe 1: chờ", "nghe 2: họ lấy 50 triệu"]
    assert (await kept(room, receipt.row)).text == "họ lấy 5 triệu"


async def test_a_message_that_is_with_rasa_is_too_late_to_change(an: Resident, rasa: FakeRasa) -> None:
    rasa.delay = lambda message: 0.8
    await an.writes("một", message_id="m1")
    await until(lambda: bool(rasa.turns))
    await edits(an, "một khác")
    texts = await an.waits_for(lambda texts: len(texts) == 2)
    assert rasa.messages() == ["một"] and any(text.startswith(NOTE) for text in texts)


async def test_what_is_with_rasa_together_is_too_late_to_change(an: Resident, rasa: FakeRasa) -> None:
    """Rasa heard the old words; a replay that said the new ones would be another conversation."""
    rasa.delay = lambda message: 0.8
    await an.writes("chờ")
    for number in ("1", "2"):
        await an.writes(f"tin {number}", forwarded=True, message_id=f"m{number}")
    await until(lambda: len(rasa.turns) == 2)
    await edits(an, "tin khác", message_id="m2")
    await an.waits_for(lambda texts: len(texts) == 3 and any(text.startswith(NOTE) for text in texts))
    rasa.delay = lambda message: 0
    rasa.forgets()
    await an.says("sau")
    assert rasa.messages() == ["chờ", f"tin 1{BETWEEN}tin 2"] * 2 + ["sau"]


async def test_what_went_along_with_a_failed_try_may_still_be_changed(make_room: MakeRoom, rasa: FakeRasa) -> None:
    an = Resident(await make_room(backoff_first=3, backoff_longest=3), "an")
    rasa.delay = lambda message: 0.5 if message == "chờ" else 0
    rasa.breaks[f"tin 1{BETWEEN}tin 2"] = "503"
    await an.writes("chờ")
    first, second = [await an.writes(f"tin {n}", forwarded=True, message_id=f"m{n}") for n in (1, 2)]
    core = an.room.core
    for _ in range(1000):
        if await core.db.run(lambda s: s.get_one(InboxRow, first.row).attempts == 1 and waits(s, second.row)):
            break
        await asyncio.sleep(0.02)
    await edits(an, "tin khác", message_id="m2")
    await an.waits_for(lambda texts: f"nghe 2: tin 1{BETWEEN}tin khác" in texts)


def waits(session: Session, row: int) -> bool:
    return session.get_one(InboxRow, row).state is InboxState.NEW


async def test_a_typed_yes_that_was_taken_back_is_no_yes(an: Resident, rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: [says(f"nghe: {turn['message']}", ("Đồng ý gửi", "/affirm"))]
    await an.says("báo tin")
    rasa.delay = lambda message: 0.5 if message == "chờ" else 0
    await an.writes("chờ")
    await an.writes("đồng ý gửi", message_id="m1")
    await edits(an, "không đồng ý gửi")
    await an.waits_for(lambda texts: len(texts) == 3)
    assert rasa.messages() == ["báo tin", "chờ", "không đồng ý gửi"]


async def test_an_edit_of_an_unknown_message_is_a_message(an: Resident, binh: Resident, rasa: FakeRasa) -> None:
    await edits(an, "lời sửa", message_id="m9")
    await an.waits_for(lambda texts: texts == ["nghe 1: lời sửa"])
    await edits(an, "lời sửa lần nữa", message_id="m9")
    assert (await an.waits_for(lambda texts: len(texts) == 2))[1].startswith(NOTE)
    await edits(binh, "của người khác", message_id="m9")  # numbered per chat
    await binh.waits_for(lambda texts: texts == ["nghe 1: của người khác"])


async def test_an_edit_of_words_that_are_gone_is_a_message(
    an: Resident, room: Room, rasa: FakeRasa, clock: Clock
) -> None:
    await an.says("một", message_id="m1")
    clock.skipped = 8 * 24 * 3600
    await room.core.db.run(lambda s: purge(s, room.core))
    await edits(an, "một khác")
    await an.waits_for(lambda texts: "nghe 1: một khác" in texts)


async def test_an_edit_that_comes_twice_counts_once(an: Resident, room: Room) -> None:
    """Edge case 2."""
    receipt = await an.writes("một", message_id="m1")
    await an.waits_for(lambda texts: len(texts) == 1)
    first = await edits(an, "hai", event_id="u7")
    assert await edits(an, "hai", event_id="u7") == first
    assert (await kept(room, receipt.row)).edits == ["hai"]


async def test_both_wordings_are_among_the_raw_words(an: Resident, room: Room, rasa: FakeRasa) -> None:
    await an.says("họ lấy 5 triệu", message_id="m1")
    await edits(an, "họ lấy 50 triệu")
    pressed = await an.writes("gửi")
    await an.waits_for(lambda texts: len(texts) == 3)

    def book(session: Any) -> list[str]:
        take_over(session, room.core, session.get_one(InboxRow, pressed.row), 0)
        rows = [session.get_one(InboxRow, number) for number in (1, 2)]
        vault = room.core.vault
        return [Content.from_json(vault.open(row.sealed, f"inbox|{row.event_key}")).words for row in rows]

    assert await room.core.db.run(book) == ["họ lấy 5 triệu\nhọ lấy 50 triệu", ""]
