"""Lan writes on Telegram: the real channel, the real core, a strict Bot API and a fake Rasa."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot.app import push_channels
from bot.settings import Settings
from tests.bot.channels.telegram.bot_api import LAN, TOKEN, BotApi, message
from tests.bot.conftest import MakeRoom
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.serving import until


@pytest.fixture
def api() -> Iterator[BotApi]:
    server = BotApi()
    server.start()
    yield server
    server.die()


async def test_words_a_button_and_a_receipt(
    make_room: MakeRoom, settings: Settings, rasa: FakeRasa, api: BotApi
) -> None:
    rasa.replies = lambda turn, heard: (
        [says("mã của bác", card={"type": "receipt", "code": "7K3M-9QPX-2RTB"}, flow="done")]
        if turn["message"] == "/affirm"
        else [says("gửi nhé?", ("Gửi", "/affirm"))]
    )
    telegram = {"telegram_token": SecretStr(TOKEN), "telegram_api_url": api.url}
    await make_room(channels=push_channels(settings.model_copy(update=telegram)))
    api.message(text="/start")
    await until(lambda: len(api.called("sendMessage")) == 1, seconds=10)
    [asked] = api.called("sendMessage")
    [[button]] = asked["reply_markup"]["inline_keyboard"]
    press = {"id": "1", "from": LAN, "chat_instance": "1", "data": button["callback_data"]}
    api.update(callback_query={**press, "message": message(text="gửi nhé?")})
    await until(lambda: len(api.called("sendMessage")) == 2, seconds=10)
    assert rasa.messages() == ["xin chào", "/affirm"]
    assert rasa.turns[0]["metadata"]["channel"] == "telegram"
    assert "7K3M-9QPX-2RTB" in api.called("sendMessage")[1]["text"]
    assert str(LAN["id"]) not in str(rasa.turns)


def test_no_token_no_channel(settings: Settings) -> None:
    assert push_channels(settings) == []
