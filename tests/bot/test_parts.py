"""A long reply leaves in parts; each is said once, and what is known about it is on disk."""

import asyncio

import pytest
from sqlmodel import delete, update

from bot.errors import DeliveryFailed
from bot.reply import Reply
from bot.room import Room
from bot.tables import ReplyRow, ReplyState
from tests.bot.conftest import MakeRoom
from tests.bot.fake_channel import BUSY, LOST, REFUSED, FakeChannel
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_courier import settled
from tests.bot.test_crashes import kill

PARTS = ["phần một " * 7, "phần hai " * 7, "phần ba " * 7]
PARTS = [part.strip() for part in PARTS]
LONG = "\n\n".join(PARTS)
MARK = "(Tôi nhắn lại vì chưa chắc bác đã nhận được.)"


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel(limit=80)


@pytest.fixture
async def room(make_room: MakeRoom, channel: FakeChannel) -> Room:
    return await make_room(channels=[channel])


@pytest.fixture
def an(room: Room, rasa: FakeRasa) -> Resident:
    rasa.replies = lambda turn, heard: [says(LONG if turn["message"] == "dài" else turn["message"])]
    return Resident(room, "12345", channel="telegram")


async def test_parts_arrive_in_order_with_the_buttons_on_the_last(
    an: Resident, channel: FakeChannel, room: Room, rasa: FakeRasa
) -> None:
    """Edge case 6."""
    rasa.replies = lambda turn, heard: [says(LONG, ("Có", "/affirm"))]
    await an.writes("dài")
    await settled(room, [ReplyState.SENT])
    assert channel.texts == PARTS
    assert [len(message.buttons) for message in channel.messages] == [0, 0, 1]


async def test_a_part_that_was_not_taken_is_tried_again_alone(an: Resident, channel: FakeChannel, room: Room) -> None:
    channel.faults.extend([None, BUSY, BUSY])
    await an.writes("dài")
    await settled(room, [ReplyState.SENT])
    assert channel.texts == PARTS


async def test_only_the_part_that_may_have_arrived_is_given_up(an: Resident, channel: FakeChannel, room: Room) -> None:
    """Edge case 28."""
    channel.faults.extend([None, LOST])
    await an.writes("dài")
    await an.writes("ngắn")
    await settled(room, [ReplyState.UNKNOWN, ReplyState.SENT])
    assert channel.texts == [PARTS[0], PARTS[2], "ngắn"]


async def test_a_refused_part_ends_its_reply(an: Resident, channel: FakeChannel, room: Room) -> None:
    channel.faults.extend([None, REFUSED])
    await an.writes("dài")
    await an.writes("ngắn")
    await settled(room, [ReplyState.FAILED, ReplyState.SENT])
    assert channel.texts == [PARTS[0], "ngắn"]


def receipt(rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: [says(LONG, card={"type": "receipt", "code": "7K3M-9QPX-2RTB"})]


async def test_a_receipts_unclear_part_is_repeated_once_alone_and_says_so(
    an: Resident, channel: FakeChannel, room: Room, rasa: FakeRasa
) -> None:
    """Edge case 28. The mark has no room in the part, so it goes in front."""
    receipt(rasa)
    channel.faults.extend([None, LOST])
    await an.writes("gửi")
    await settled(room, [ReplyState.SENT])
    assert channel.texts == [PARTS[0], MARK, PARTS[1], PARTS[2]]


async def test_a_repeat_that_is_unclear_again_is_given_up(
    an: Resident, channel: FakeChannel, room: Room, rasa: FakeRasa
) -> None:
    channel.limit = 180  # room for the first two and the mark
    receipt(rasa)
    channel.faults.extend([LOST, LOST])
    await an.writes("gửi")
    await settled(room, [ReplyState.UNKNOWN])
    assert channel.begun == 3 and channel.texts == [PARTS[2]]


async def test_a_repeat_says_so_in_the_same_message_where_there_is_room(
    an: Resident, channel: FakeChannel, room: Room, rasa: FakeRasa
) -> None:
    channel.limit = 180
    receipt(rasa)
    channel.faults.append(LOST)
    await an.writes("gửi")
    await settled(room, [ReplyState.SENT])
    assert channel.texts == [f"{MARK}\n{PARTS[0]}\n\n{PARTS[1]}", PARTS[2]]


async def test_killed_while_a_part_leaves_the_next_process_says_it_again_and_goes_on(
    an: Resident, channel: FakeChannel, make_room: MakeRoom
) -> None:
    """Edge case 3."""
    channel.hangs = 2
    await an.writes("dài")
    await until(lambda: channel.begun == 2)
    await kill(an.room)
    after = FakeChannel(limit=80)
    room = await make_room(channels=[after])
    await settled(room, [ReplyState.SENT])
    assert channel.texts == PARTS[:1]
    assert after.texts == [room.core.sentences.sent_twice, *PARTS[1:]]


async def test_killed_between_two_tries_nothing_is_lost_or_said_twice(
    an: Resident, channel: FakeChannel, make_room: MakeRoom
) -> None:
    """Edge case 3."""
    channel.faults.extend([None, DeliveryFailed("429", permanent=False, retry_after=60)])
    await an.writes("dài")
    await until(lambda: channel.begun == 2)
    await settled(an.room, [ReplyState.NEW])
    await kill(an.room)
    after = FakeChannel(limit=80)
    await settled(await make_room(channels=[after]), [ReplyState.SENT])
    assert channel.texts + after.texts == PARTS


async def test_what_shows_nothing_on_a_platform_is_done(
    an: Resident, channel: FakeChannel, room: Room, rasa: FakeRasa
) -> None:
    rasa.replies = lambda turn, heard: [says(None, card={"type": "status", "code": "x", "state": "y"}), says("sau")]
    await an.writes("dài")
    await settled(room, [ReplyState.SENT, ReplyState.SENT])
    assert channel.texts == ["sau"]


class Stumbling(FakeChannel):
    def parts(self, reply: Reply) -> list[Reply]:
        if "dài" in reply.text:
            raise KeyError("a fault of the channel")
        return super().parts(reply)


async def test_a_reply_that_the_channel_cannot_put_into_parts_keeps_no_other_back(
    make_room: MakeRoom, rasa: FakeRasa
) -> None:
    channel = Stumbling()
    room = await make_room(channels=[channel])
    an = Resident(room, "12345", channel="telegram")
    await an.writes("dài")
    await settled(room, [ReplyState.FAILED])
    await an.writes("ngắn")
    await until(lambda: channel.texts == ["nghe 2: ngắn"])


async def test_a_damaged_reply_keeps_no_other_back(an: Resident, channel: FakeChannel, room: Room) -> None:
    channel.faults.extend([BUSY] * 1000)
    await an.writes("một")
    await until(lambda: channel.begun > 1)
    await room.core.db.run(lambda s: s.exec(update(ReplyRow).values(sealed=b"x" * 40)))
    channel.faults.clear()
    await settled(room, [ReplyState.FAILED])
    await an.writes("hai")
    await until(lambda: channel.texts == ["hai"])


async def test_what_is_erased_while_it_leaves_stays_erased(an: Resident, channel: FakeChannel, room: Room) -> None:
    channel.pause = 1
    await an.writes("dài")
    await until(lambda: channel.begun == 1)
    await room.core.db.run(lambda s: s.exec(delete(ReplyRow)))
    channel.pause = 0
    await until(lambda: len(channel.sent) == 1)
    await an.writes("ngắn")
    await until(lambda: channel.texts == [PARTS[0], "ngắn"])


async def test_what_is_cancelled_while_it_leaves_goes_no_further(
    an: Resident, channel: FakeChannel, room: Room
) -> None:
    channel.pause = 1
    await an.writes("dài")
    await until(lambda: channel.begun == 1)

    await room.core.db.run(lambda s: s.exec(update(ReplyRow).values(state=ReplyState.CANCELLED)))
    channel.pause = 0
    await until(lambda: len(channel.sent) == 1)
    await asyncio.sleep(1)
    assert channel.texts == [PARTS[0]]
    await settled(room, [ReplyState.CANCELLED])
