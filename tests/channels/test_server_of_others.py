"""Telegram against a server that nobody here wrote: what we take for the Bot API is what others take for it, too."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.app import build_app, push_channels
from bot.room import Room
from bot.settings import Settings
from tests.bot.fake_rasa import TOKEN as RASA_TOKEN
from tests.bot.fake_rasa import FakeActions, FakeRasa, says
from tests.bot.serving import served, until
from tests.channels.server_of_others import TOKEN, CannotBeHad, ServerOfOthers, install, running
from tests.serving import free_port

SECRET = "secret-of-the-tests-0000"


@pytest.fixture(scope="module", autouse=True)
def _installed() -> None:
    try:
        install()
    except CannotBeHad as why:
        pytest.skip(f"telegram-test-api: {why}")


@pytest.fixture
def rasa() -> FakeRasa:
    fake = FakeRasa()
    fake.replies = lambda turn, heard: [says(f"nghe: {turn['message']}", ("Đúng rồi", "/affirm"))]
    return fake


@pytest.fixture
def desk_port() -> int:
    return free_port()


@pytest.fixture
def telegram(desk_port: int) -> Iterator[ServerOfOthers]:
    with running(f"http://127.0.0.1:{desk_port}") as server:
        yield server


@pytest.fixture(params=["polling", "webhook"])
async def mode(
    request: pytest.FixtureRequest, telegram: ServerOfOthers, rasa: FakeRasa, desk_port: int, tmp_path: Path
) -> AsyncIterator[str]:
    """A room that listens, by polling or by a webhook with a secret."""
    actions = FakeActions()
    settings = Settings.model_validate(
        {
            "data_dir": tmp_path,
            "rasa_port": rasa.port,
            "actions_port": actions.port,
            "rasa_token": RASA_TOKEN,
            "actions_token": "actions-token-of-the-tests",
            "bot_key": "5a" * 32,
            "telegram_token": TOKEN,
            "telegram_api_url": telegram.url,
            "telegram_mode": request.param,
            "telegram_secret": SECRET,
            "public_url": "https://tinbao.example",
        }
    )
    app = build_app(Room(settings, push_channels(settings)))
    async with rasa.running(), served(actions.app, actions.port), served(app, desk_port, lifespan="on"):
        if request.param == "webhook":
            await until(lambda: bool(telegram.calls("setWebhook")))
        yield request.param


async def test_words_and_a_button(mode: str, telegram: ServerOfOthers, rasa: FakeRasa) -> None:
    telegram.writes("Tôi vừa bị lừa")
    await until(lambda: telegram.texts() == ["nghe: Tôi vừa bị lừa"])
    telegram.presses("Đúng rồi")
    await until(lambda: len(telegram.texts()) == 2)
    assert rasa.messages() == ["Tôi vừa bị lừa", "/affirm"]
    await until(lambda: bool(telegram.calls("answerCallbackQuery") and telegram.calls("editMessageReplyMarkup")))
    webhook = [call["status"] for call in telegram.calls("webhook")]
    assert webhook == ([200, 200] if mode == "webhook" else [])


async def test_too_many_requests_delay_and_lose_nothing(mode: str, telegram: ServerOfOthers) -> None:
    """Edge case 20."""
    refusal = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}
    telegram.fault("sendMessage", 429, refusal)
    telegram.writes("một")
    telegram.writes("hai")
    await until(lambda: telegram.texts() == ["nghe: một", "nghe: hai"])
    assert len(telegram.calls("sendMessage")) == 3


async def test_it_introduces_itself_in_vietnamese(mode: str, telegram: ServerOfOthers) -> None:
    await until(lambda: len(telegram.calls("setMyShortDescription")) == 2)
    assert "113" in telegram.calls("setMyShortDescription")[0]["short_description"]
