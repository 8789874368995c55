"""Where each message counts against a quota, a turn is answered in one."""

import pytest

from bot.channels.channel import Traits
from bot.incoming import Kind
from bot.room import Room
from tests.bot.conftest import MakeRoom
from tests.bot.fake_channel import FakeChannel
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.resident import Resident
from tests.bot.serving import until

TURN = [
    says("một", card={"type": "verdict", "severity": "danger"}),
    says("mã của bác", ("Hỏi tiếp", "/ask"), card={"type": "receipt", "code": "7K3M-9QPX-2RTB"}),
    says(None, ("Thôi", "/cancel")),
    says("ba"),
]


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel(Traits(frugal=True))


@pytest.fixture
async def room(make_room: MakeRoom, channel: FakeChannel) -> Room:
    return await make_room(channels=[channel])


async def test_a_turn_is_one_message_with_every_button_and_the_receipt(
    room: Room, channel: FakeChannel, rasa: FakeRasa
) -> None:
    rasa.replies = lambda turn, heard: TURN if turn["message"] == "hỏi" else [says("vâng")]
    an = Resident(room, "an", channel="telegram")
    await an.writes("hỏi")
    await until(lambda: len(channel.messages) == 1)
    [message] = channel.messages
    assert message.text == "một\n\nmã của bác\n\nba"
    assert [button.title for button in message.buttons] == ["Hỏi tiếp", "Thôi"]
    assert message.card == {"type": "receipt", "code": "7K3M-9QPX-2RTB"}
    await an.writes(kind=Kind.BUTTON, button=message.buttons[1].token)
    await until(lambda: channel.texts[1:] == ["vâng"])
    assert rasa.messages() == ["hỏi", "/cancel"]


async def test_elsewhere_nothing_is_joined(room: Room, rasa: FakeRasa) -> None:
    rasa.replies = lambda turn, heard: TURN
    assert len(await Resident(room, "an").hears("hỏi")) == 3
