"""A clean stop in the middle of a send: what is leaving arrives, is noted and is not said again."""

from bot.errors import DeliveryFailed, DeliveryUnknown
from bot.reply import Reply
from bot.tables import ReplyState
from tests.bot.conftest import MakeRoom
from tests.bot.fake_channel import FakeChannel
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until
from tests.bot.test_courier import settled


class Closing(FakeChannel):
    """Closes its client when it is stopped, as Telegram's does: what is on the wire then stays unclear."""

    closed = False

    async def stop(self) -> None:
        self.closed = True

    async def send(self, chat_id: str, part: Reply) -> None:
        await super().send(chat_id, part)
        if self.closed:
            self.sent.pop()
            raise DeliveryUnknown("the client was closed")


async def test_what_is_leaving_arrives_once_and_what_follows_waits_for_the_next_start(
    make_room: MakeRoom, rasa: FakeRasa
) -> None:
    rasa.replies = lambda turn, heard: [says("a"), says("b")]
    before, after = Closing(), FakeChannel()
    before.pause = 1
    room = await make_room(channels=[before])
    await Resident(room, "12345", channel="telegram").writes("một")
    await until(lambda: before.begun == 1)
    await room.stop()
    assert before.texts == ["a"] and before.begun == 1
    await settled(await make_room(channels=[after]), [ReplyState.SENT, ReplyState.SENT])
    assert after.texts == ["b"]


async def test_a_platform_that_does_not_answer_holds_up_no_stop(make_room: MakeRoom) -> None:
    before, after = FakeChannel(), FakeChannel()
    before.hangs = 1
    room = await make_room(channels=[before])
    await Resident(room, "12345", channel="telegram").writes("một")
    await until(lambda: before.begun == 1)
    await room.stop()
    await settled(await make_room(channels=[after]), [ReplyState.SENT])
    assert after.texts == ["(Tôi nhắn lại vì chưa chắc bác đã nhận được.)\nnghe 1: một"]


async def test_a_busy_platform_is_not_waited_for(make_room: MakeRoom) -> None:
    before, after = FakeChannel(), FakeChannel()
    before.faults.append(DeliveryFailed("429", permanent=False, retry_after=3600))
    room = await make_room(channels=[before])
    await Resident(room, "12345", channel="telegram").writes("một")
    await until(lambda: before.begun == 1)
    await settled(room, [ReplyState.NEW])
    await room.stop()
    await settled(await make_room(channels=[after]), [ReplyState.SENT])
    assert after.texts == ["nghe 1: một"]
