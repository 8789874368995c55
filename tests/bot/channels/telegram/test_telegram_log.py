"""The token and residents' words stay out of the log, whatever goes wrong."""

import logging

import pytest

from bot.channels.telegram import TelegramChannel, build_telegram
from bot.channels.telegram.redaction import hush
from bot.errors import SettingsError
from bot.settings import Settings
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi, refusal
from tests.bot.channels.telegram.conftest import PaperInbox, eventually

NEEDED = {"rasa_token": "r" * 16, "actions_token": "a" * 16, "bot_key": "0" * 64}


async def test_trouble_is_logged_without_token_and_words(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    api.faults["getMe"] = [refusal(401, "Unauthorized"), refusal(502, "Bad Gateway")]
    api.faults["getUpdates"] = [refusal(409, "Conflict")]
    inbox.troubles = [OSError("disk full")]
    api.update(message={"message_id": 1, "text": "bí mật của Lan"})
    last = api.message(text="bí mật của Lan")
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last, seconds=15)
    assert "telegram_down" in caplog.text and "telegram_not_stored" in caplog.text
    assert "telegram_unreadable" in caplog.text
    for secret in (TOKEN, TOKEN.split(":")[1], "bí mật", "7001"):
        assert secret not in caplog.text


def test_token_in_a_librarys_warning_is_blotted(caplog: pytest.LogCaptureFixture) -> None:
    hush(TOKEN)
    logger = logging.getLogger("httpx")
    try:
        raise RuntimeError(f"http://host/bot{TOKEN}/getMe")
    except RuntimeError:
        logger.exception("calling %s", f"/bot{TOKEN}/getMe")
    assert TOKEN not in caplog.text
    assert caplog.text.count("<token>") == 2


@pytest.mark.parametrize("token", [None, "geheim", "987654", "987654:", "geheim:987654"])
def test_unusable_token_stops_the_start_without_showing_it(token: str | None) -> None:
    settings = Settings.model_validate(NEEDED | {"telegram_token": token})
    with pytest.raises(SettingsError, match="TINBAO_TELEGRAM_TOKEN") as wrong:
        build_telegram(settings)
    assert "geheim" not in str(wrong.value) and "987654" not in str(wrong.value)


def test_address_comes_from_the_settings() -> None:
    settings = Settings.model_validate(NEEDED | {"telegram_token": TOKEN, "telegram_api_url": "http://127.0.0.1:9/"})
    channel = build_telegram(settings)
    assert channel.name == "telegram"
    assert channel._bot.base_url == f"http://127.0.0.1:9/bot{TOKEN}"
