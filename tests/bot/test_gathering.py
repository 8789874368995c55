"""What a resident sends on in one go reaches Rasa as one turn, once, and the same in every replay."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session

from bot import gathering, outbox
from bot.channels.channel import Traits
from bot.core import Core
from bot.inbox import Receipt
from bot.incoming import Attachment, Kind, Origin
from bot.media.reader import PictureReader
from bot.media.reading import Reading, Trouble
from bot.reply import Reply
from bot.room import Room
from bot.settings import Settings
from bot.tables import InboxRow, InboxState
from bot.turn import BETWEEN
from tests.bot.conftest import Clock, MakeRoom
from tests.bot.fake_rasa import FakeActions, FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_crashes import kill

EIGHT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _slow_at_first(rasa: FakeRasa) -> None:
    rasa.delay = lambda message: 0.3 if message == "chờ" else 0


async def sends_on(an: Resident, text: str, seconds: float = 0, **fields: Any) -> Receipt:
    return await an.writes(text, forwarded=True, received_at=EIGHT + timedelta(seconds=seconds), **fields)


async def state(an: Resident, receipt: Receipt) -> InboxState:
    return await an.room.core.db.run(lambda s: s.get_one(InboxRow, receipt.row).state)


async def test_what_waits_behind_a_slow_turn_becomes_one(an: Resident, rasa: FakeRasa) -> None:
    await an.writes("chờ")
    for number in range(3):
        await sends_on(an, f"tin {number}", number * 15)
    texts = await an.waits_for(lambda texts: len(texts) >= 2)
    assert texts == ["nghe 1: chờ", f"nghe 2: tin 0{BETWEEN}tin 1{BETWEEN}tin 2"]
    metadata = rasa.turns[1]["metadata"]
    assert [piece["text"] for piece in metadata["pieces"]] == ["tin 0", "tin 1", "tin 2"]
    assert metadata["pieces"][0]["at"] == "2026-11-22T08:00:00+00:00"
    assert metadata["received_at"] == metadata["pieces"][2]["at"] == "2026-11-22T08:00:30+00:00"
    assert metadata["forwarded"] is True
    assert "pieces" not in rasa.turns[0]["metadata"]
    await asyncio.sleep(0.1)
    assert len(await an.history()) == 2


async def test_every_post_of_the_burst_gets_the_same_answer(an: Resident, rasa: FakeRasa) -> None:
    await an.writes("chờ")
    first, second = await asyncio.gather(an.says("một", forwarded=True), an.says("hai", forwarded=True))
    assert first == second
    assert [reply.text for reply in first] in ([f"nghe 2: một{BETWEEN}hai"], [f"nghe 2: hai{BETWEEN}một"])


async def test_own_words_a_gap_and_a_button_are_turns_of_their_own(an: Resident, rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: [says("vâng", ("Gửi", "/affirm"))]
    [offered] = await an.says("xin chào")
    await an.writes("chờ")
    await sends_on(an, "tin 0")
    await sends_on(an, "tin 1", 21)
    await an.writes("đây nữa", received_at=EIGHT + timedelta(seconds=22))
    await an.writes("của tôi", received_at=EIGHT + timedelta(seconds=23))
    await sends_on(an, "tin 2", 24)
    await an.presses(offered.buttons[0].token)
    assert rasa.messages()[2:] == ["tin 0", "tin 1", "đây nữa", "của tôi", "tin 2", "/affirm"]


async def test_at_most_ten_and_not_too_long(an: Resident, rasa: FakeRasa) -> None:
    await an.writes("chờ")
    for number in range(12):
        await sends_on(an, f"{number}")
    await sends_on(an, "x" * 8_000)
    await until(lambda: len(rasa.turns) == 4)
    assert [len(turn["metadata"].get("pieces", [1])) for turn in rasa.turns] == [1, 10, 2, 1]


async def test_a_long_burst_is_cut_for_the_model_and_whole_for_the_judgement(an: Resident, rasa: FakeRasa) -> None:
    await an.writes("chờ")
    for letter in "abc":
        await sends_on(an, letter * 2_500)
    await until(lambda: len(rasa.turns) == 2)
    turn = rasa.turns[1]
    assert len(turn["message"]) == 4096
    assert turn["metadata"]["original"] == BETWEEN.join(letter * 2_500 for letter in "abc")


async def test_a_crash_in_the_middle_brings_the_same_turn_again(make_room: MakeRoom, rasa: FakeRasa) -> None:
    an = Resident(await make_room(), "an")
    await an.writes("chờ")
    receipts = [await sends_on(an, text) for text in ("chậm", "hai")]
    rasa.delay = lambda message: 0.5 if "chậm" in message else 0
    await until(lambda: len(rasa.turns) == 2)
    assert [await state(an, receipt) for receipt in receipts] == [InboxState.IN_FLIGHT] * 2
    await kill(an.room)

    rasa.delay = lambda message: 0
    an.room = await make_room()
    texts = await an.waits_for(lambda texts: len(texts) >= 2)
    assert texts == ["nghe 1: chờ", f"nghe 2: chậm{BETWEEN}hai"]
    assert rasa.turns[1]["metadata"] == rasa.turns[3]["metadata"]
    assert rasa.senders()[1] != rasa.senders()[3]
    assert [await state(an, receipt) for receipt in receipts] == [InboxState.DONE, InboxState.DONE]


async def test_a_lost_conversation_is_replayed_with_the_same_turn(an: Resident, rasa: FakeRasa) -> None:
    await an.writes("chờ")
    for text in ("một", "hai"):
        await sends_on(an, text)
    await an.waits_for(lambda texts: len(texts) >= 2)
    rasa.faults.append("409")
    assert await an.hears("sau") == ["nghe 3: sau"]
    assert rasa.messages() == ["chờ", f"một{BETWEEN}hai", "sau", "chờ", f"một{BETWEEN}hai", "sau"]
    assert rasa.turns[1]["metadata"] == rasa.turns[4]["metadata"]


@pytest.mark.parametrize("fault", ["400", "503"])
async def test_what_rasa_does_not_bear_together_goes_alone(an: Resident, rasa: FakeRasa, fault: str) -> None:
    await an.writes("chờ")
    for text in ("một", "hai", "ba"):
        await sends_on(an, text)
    await until(lambda: len(rasa.turns) == 1)
    rasa.faults.extend(["", fault, "", fault])  # the waiting turn; both tries together, with the replay between
    texts = await an.waits_for(lambda texts: len(texts) >= 3)
    assert texts == ["nghe 1: chờ", "nghe 2: một", f"nghe 3: hai{BETWEEN}ba"]


async def test_a_poisoned_message_does_not_take_the_others_with_it(an: Resident, rasa: FakeRasa) -> None:
    await an.writes("chờ")
    for text in ("một", "độc", "ba"):
        await sends_on(an, text)
    texts = await an.waits_for(lambda texts: len(texts) >= 4)
    assert [text[:6] for text in texts] == ["nghe 1", "nghe 2", "Tôi xi", "nghe 3"]
    assert texts[3].endswith("ba") and "độc" not in texts[3]


async def test_a_burst_that_is_taken_over_raw_is_all_there_and_its_late_answer_is_dropped(
    make_room: MakeRoom, rasa: FakeRasa, actions: FakeActions, clock: Clock
) -> None:
    an = Resident(await make_room(hold_after=0.1), "an")
    rasa.delay = lambda message: 1.5 if "tin" in message else 0.3
    await an.writes("chờ")
    receipts = [await sends_on(an, f"tin {number}") for number in range(2)]
    await until(lambda: len(rasa.turns) == 2)
    clock.skipped = 121
    await an.waits_for(lambda texts: any("gửi nguyên văn" in text for text in texts))
    [token] = [button.token for each in await an.history() for button in each.reply.buttons]
    await an.presses(token)
    await an.waits_for(lambda texts: any("7K3M-9QPX-2RTB" in text for text in texts))
    assert actions.tips[0]["turns"] == ["chờ", "tin 0", "tin 1"]
    await asyncio.sleep(1.5)
    assert [await state(an, receipt) for receipt in receipts] == [InboxState.PARKED, InboxState.PARKED]
    assert not any("nghe 2" in each.reply.text for each in await an.history())


async def test_who_was_told_to_wait_finds_the_answer_of_the_burst(make_room: MakeRoom, rasa: FakeRasa) -> None:
    an = Resident(await make_room(hold_after=0.2), "an")
    rasa.delay = lambda message: 0.6
    await an.writes("chờ")
    first = await sends_on(an, "tin 0")
    [holding] = await an.says("tin 1", forwarded=True, received_at=EIGHT)
    assert "trả lời chậm" in holding.text
    core = an.room.core
    await an.waits_for(lambda texts: any("tin 1" in text for text in texts))
    late = await core.db.run(lambda s: outbox.since(s, core, an.chat_ref, 0, late_only=True))
    assert [each.reply.text for each in late] == [f"nghe 2: tin 0{BETWEEN}tin 1"]
    assert await state(an, first) is InboxState.DONE


class Album(PictureReader):
    """Reads each picture as its own bytes; "mờ" cannot be read."""

    async def read(self, picture: bytes, chat: str = "") -> Reading:
        text = picture.decode()
        await asyncio.sleep(4 if text.startswith("chậm") else 0)
        return Reading(trouble=Trouble.UNCLEAR) if text == "mờ" else Reading(text)


class Far:
    """A platform that pushes messages."""

    name = "far"
    traits = Traits()

    def parts(self, reply: Reply) -> list[Reply]:
        return [reply]

    async def start(self, inbox: object) -> None: ...

    async def stop(self) -> None: ...

    async def send(self, chat_id: str, reply: Reply) -> None: ...


@pytest.fixture
async def far(settings: Settings, clock: Clock) -> AsyncIterator[Resident]:
    room = Room(settings, [Far()], clock, Album(None))
    await room.start()
    yield Resident(room, "an", "far")
    await room.stop()


async def test_an_album_is_one_turn_and_every_picture_is_shown(far: Resident, rasa: FakeRasa) -> None:
    for text in ("ảnh một", "mờ", "ảnh hai"):
        picture = {"kind": Kind.ATTACHMENT, "attachment": Attachment("image"), "picture": text.encode()}
        await far.writes("", **picture)
        await asyncio.sleep(0.05)
    read, answer = await far.waits_for(lambda texts: len(texts) >= 2)
    assert "ảnh một" in read and "ảnh hai" in read and "gửi ảnh rõ hơn" in read
    assert answer == f"nghe 1: ảnh một{BETWEEN}ảnh hai"
    assert [piece["text"] for piece in rasa.turns[0]["metadata"]["pieces"]] == ["ảnh một", "ảnh hai"]


async def test_what_a_platform_hands_over_in_one_go_is_one_turn(far: Resident, rasa: FakeRasa) -> None:
    for number in range(4):
        await far.writes(f"tin {number}", forwarded=True)
        await asyncio.sleep(0.1)
    await far.waits_for(lambda texts: len(texts) >= 1)
    assert rasa.messages() == [f"tin 0{BETWEEN}tin 1{BETWEEN}tin 2{BETWEEN}tin 3"]


async def test_only_what_was_sent_on_waits_for_more_and_never_on_the_web(far: Resident, clock: Clock) -> None:
    core, web = far.room.core, Resident(far.room, "binh")
    for resident, forwarded, longest in ((far, True, 0.3), (far, False, 0.0), (web, True, 0.0)):
        receipt = await resident.writes("tin", forwarded=forwarded)
        assert await core.db.run(partial(settling, core, receipt.row, 0)) == pytest.approx(longest)


def settling(core: Core, row: int, later: float, session: Session) -> float:
    """How long the message still waits for more, so many seconds after it came."""
    now = session.get_one(InboxRow, row).accepted_at + later
    return gathering.settles_in(session, replace(core, clock=lambda: now), row)


async def test_a_clock_that_is_set_back_holds_up_nothing(far: Resident, rasa: FakeRasa, clock: Clock) -> None:
    receipt = await far.writes("tin", forwarded=True)
    assert await far.room.core.db.run(partial(settling, far.room.core, receipt.row, -3600)) == 0
    clock.skipped = -3600
    await far.writes("của tôi")
    await far.waits_for(lambda texts: {"nghe 1: tin", "nghe 2: của tôi"} <= set(texts))


async def test_who_waits_while_the_clock_is_set_back_hears_that_it_takes_long(
    settings: Settings, clock: Clock, rasa: FakeRasa
) -> None:
    room = Room(settings, [Far()], clock)
    await room.start()
    far = Resident(room, "an", "far")
    rasa.delay = lambda message: 4
    await far.writes("lâu")
    await until(lambda: len(rasa.turns) == 1)
    clock.skipped = -3600
    holding, offer = await far.waits_for(lambda texts: len(texts) == 2)
    assert "trả lời chậm" in holding and "gửi nguyên văn" in offer
    await room.stop()


def piece(shown: str, **fields: Any) -> dict[str, Any]:
    picture = {"attachment": Attachment("image"), "picture": shown.encode(), "album": "7"}
    return {"text": "", "kind": Kind.ATTACHMENT, **picture, **fields}


async def test_an_album_over_several_polls_has_one_answer(far: Resident, rasa: FakeRasa) -> None:
    """Edge case 13: five pictures, the first without words, in several polls."""
    await far.writes(**piece("mờ"))
    await far.writes(**piece("ảnh một", text="xem giúp tôi"))
    await asyncio.sleep(0.6)
    for text in ("mờ", "ảnh hai", "ảnh ba"):
        await far.writes(**piece(text))
    _, answer = await far.waits_for(lambda texts: len(texts) >= 2)
    assert answer == f"nghe 1: xem giúp tôi\nảnh một{BETWEEN}ảnh hai{BETWEEN}ảnh ba"
    await asyncio.sleep(1)
    assert len(rasa.turns) == 1 and len(await far.history()) == 2


async def test_an_album_without_words_has_one_answer_of_ours(far: Resident, rasa: FakeRasa) -> None:
    """Edge case 13; a piece that comes when all is said adds nothing."""
    receipts = [await far.writes(**piece("mờ")) for _ in range(4)]
    await far.waits_for(lambda texts: len(texts) == 1)
    receipts.append(await far.writes(**piece("mờ")))
    later = await far.writes("còn đó không")  # its answer comes when all before it is settled
    await far.waits_for(lambda texts: len(texts) == 2)
    assert await state(far, later) is InboxState.DONE
    assert [await state(far, receipt) for receipt in receipts] == [InboxState.DONE] * 5
    core = far.room.core
    answers = [await core.db.run(lambda s, row=r.row: outbox.to_message(s, core, row)) for r in receipts]  # type: ignore[misc]
    assert len(answers[0]) == 1 and all(answer == answers[0] for answer in answers)
    assert rasa.messages() == ["còn đó không"]


async def test_a_late_piece_with_words_is_judged_all_the_same(far: Resident, rasa: FakeRasa) -> None:
    """Edge case 13."""
    await far.writes(**piece("ảnh một"))
    await far.waits_for(lambda texts: any("nghe 1" in text for text in texts))
    await far.writes(**piece("ảnh hai"))
    await far.waits_for(lambda texts: any("nghe 2: ảnh hai" in text for text in texts))


async def test_two_albums_are_two_cases(far: Resident, rasa: FakeRasa) -> None:
    """Edge case 13: the pieces' numbers tell them apart, per chat."""
    await far.writes(**piece("mờ", album="7"))
    await far.writes(**piece("mờ", album="8"))
    await far.waits_for(lambda texts: len(texts) == 2)
    other = Resident(far.room, "binh", "far")
    await other.writes(**piece("mờ", album="7"))
    await other.waits_for(lambda texts: len(texts) == 1)


async def test_a_forwarded_album_keeps_where_it_came_from(far: Resident, rasa: FakeRasa) -> None:
    """Edge cases 12 and 13."""
    for kind, text in (("channel", "ảnh một"), ("hidden_user", "ảnh hai")):
        origin = Origin(kind, "Đầu tư số 1 \ud83d", "dautu", EIGHT)
        await far.writes(**piece(text, forwarded=True, origin=origin))
    await far.waits_for(lambda texts: len(texts) >= 2)
    metadata = rasa.turns[0]["metadata"]
    told = {"kind": "channel", "name": "Đầu tư số 1 ?", "handle": "dautu", "sent_at": "2026-11-22T08:00:00+00:00"}
    assert metadata["origin"] == told == metadata["pieces"][0]["origin"]
    assert metadata["pieces"][1]["origin"]["kind"] == "hidden_user"
    assert metadata["forwarded"] is True


async def test_what_is_not_read_yet_is_not_taken_as_answered(far: Resident, rasa: FakeRasa) -> None:
    """Edge case 13: reading takes longer than the resident can wait; what was left unread has a turn of its own."""
    shown = [f"chậm {number}" for number in range(4)]
    for text in shown:
        await far.writes(**piece(text))
    await until(lambda: all(text in str(rasa.messages()) for text in shown), 60)
    assert len(rasa.turns) > 1


async def test_a_late_piece_that_was_not_kept_is_said(far: Resident, rasa: FakeRasa) -> None:
    await far.writes(**piece("mờ"))
    await far.waits_for(lambda texts: len(texts) == 1)
    await far.writes(**piece("") | {"attachment": Attachment("video", size=30_000_000), "picture": None})
    _, big = await far.waits_for(lambda texts: len(texts) == 2)
    assert "lớn hơn 20 MB" in big and rasa.turns == []


async def test_pictures_without_an_album_share_one_answer_and_its_sentences(far: Resident, rasa: FakeRasa) -> None:
    """Edge case 13 where the platform hands over an album as pictures of their own."""
    for _ in range(5):
        await far.writes(**piece("mờ", album=None))
    await far.writes("còn đó không")
    own, _ = await far.waits_for(lambda texts: len(texts) == 2)
    assert own.count("Tôi chưa đọc được chữ nào") == own.count("Tôi đã giữ ảnh này") == 1
    assert rasa.messages() == ["còn đó không"]


async def test_where_each_message_counts_pictures_have_an_albums_time(
    settings: Settings, clock: Clock, rasa: FakeRasa
) -> None:
    far = Far()
    far.traits = Traits(frugal=True)
    room = Room(settings, [far], clock, Album(None))
    await room.start()
    an = Resident(room, "an", "far")
    for _ in range(3):
        await an.writes(**piece("mờ", album=None))
        await asyncio.sleep(0.6)
    await an.writes("còn đó không")
    assert len(await an.waits_for(lambda texts: "nghe 1: còn đó không" in texts)) == 2
    await room.stop()
