"""Edge case 9: what the bot says by itself in between does not close the list that is open."""

from datetime import UTC, datetime

import pytest

from bot.channels.channel import Traits
from bot.incoming import Incoming, Kind
from tests.bot.conftest import MakeRoom
from tests.bot.fake_channel import FakeChannel
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.serving import until


@pytest.mark.parametrize(
    ("kind", "text"), [(Kind.UNSUPPORTED, None), (Kind.COMMAND, "khong_co"), (Kind.TEXT, "   ")], ids=lambda v: str(v)
)
@pytest.mark.parametrize("typed", ["2", "Sửa lại"])
async def test_the_question_stays_open(
    make_room: MakeRoom, rasa: FakeRasa, kind: Kind, text: str | None, typed: str
) -> None:
    channel = FakeChannel(Traits(numbered=True))
    room = await make_room(channels=[channel])
    rasa.replies = lambda turn, heard: [says("Đúng chưa ạ?", ("Đúng rồi", "/affirm"), ("Sửa lại", "/correct"))]
    for number, (what, words) in enumerate([(Kind.TEXT, "hỏi"), (kind, text), (Kind.TEXT, typed)], start=1):
        now = datetime.now(UTC)
        await room.inbox.accept(Incoming("telegram", str(number), "7001", what, now, text=words))
        await until(lambda number=number: len(channel.texts) == number)  # type: ignore[misc]
    assert rasa.messages() == ["hỏi", "/correct"]
