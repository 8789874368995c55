"""The token and residents' words stay out of the log, whatever goes wrong."""

import logging

import pytest

from bot.channels.redaction import hush
from bot.channels.telegram import TelegramChannel, build_telegram
from bot.errors import DeliveryUnknown, SettingsError
from bot.reply import Reply
from bot.settings import Settings
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi, refusal
from tests.bot.channels.telegram.conftest import PaperInbox, eventually

NEEDED = {"rasa_token": "r" * 16, "actions_token": "a" * 16, "bot_key": "0" * 64}


async def test_trouble_is_logged_without_token_and_words(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    """Edge case 24: the library's, our own and the platform's words."""
    api.faults["getMe"] = [refusal(401, "Unauthorized")]
    api.fault("getUpdates", 502, f"<html>502 Bad Gateway: /bot{TOKEN}/getUpdates</html>")
    api.fault("sendMessage", 502, f"<html>502 Bad Gateway: /bot{TOKEN}/sendMessage</html>")
    inbox.troubles = [OSError("disk full")]
    api.update(message={"message_id": 1, "text": "bí mật của Lan"})
    last = api.message(text="bí mật của Lan")
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last)
    with pytest.raises(DeliveryUnknown) as failed:
        await channel.send("7001", Reply("bí mật của Lan"))
    assert "telegram_down" in caplog.text and "telegram_not_stored" in caplog.text
    assert "telegram_unreadable" in caplog.text
    for secret in (TOKEN, TOKEN.split(":")[1], "bí mật", "7001"):
        assert secret not in caplog.text + str(failed.value) + repr(failed.value)
    assert TOKEN not in repr(channel)


def test_token_in_a_librarys_warning_is_blotted(caplog: pytest.LogCaptureFixture) -> None:
    hush(TOKEN, "telegram.Bot")
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
