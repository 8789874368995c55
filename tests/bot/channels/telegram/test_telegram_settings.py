"""What a desk must set, and what it is told when it has not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram import TelegramChannel, build_telegram
from bot.channels.telegram.webhook import hook_of
from bot.errors import SettingsError
from bot.settings import Settings
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi

NEEDED = {"rasa_token": "r" * 16, "actions_token": "a" * 16, "bot_key": "0" * 64, "telegram_token": TOKEN}
PUBLIC = {"telegram_mode": "webhook", "public_url": "https://congan.example.vn/"}


@pytest.fixture
def settings_with(tmp_path: Path, api: BotApi) -> Iterator[Any]:
    def make(**changes: Any) -> Settings:
        values = NEEDED | {"data_dir": tmp_path, "telegram_api_url": api.url}
        return Settings.model_validate(values | changes)

    yield make


async def test_a_second_poller_on_this_machine_is_refused(settings_with: Any, tmp_path: Path) -> None:
    """Edge case 26: also from another data directory."""
    first = build_telegram(settings_with())
    with pytest.raises(SettingsError, match="another process") as wrong:
        build_telegram(settings_with(data_dir=tmp_path / "other"))
    assert TOKEN not in str(wrong.value) and "4242" not in str(wrong.value)
    await first.stop()
    second = build_telegram(settings_with())
    assert isinstance(second, TelegramChannel) and second.name == "telegram"
    await second.stop()


@pytest.mark.parametrize("url", [None, "http://congan.example.vn"])
def test_webhook_needs_an_address_with_https(settings_with: Any, url: str | None) -> None:
    with pytest.raises(SettingsError, match="TINBAO_PUBLIC_URL"):
        build_telegram(settings_with(telegram_mode="webhook", public_url=url))


@pytest.mark.parametrize("secret", ["ngắn", "x" * 257, "có dấu có dấu có dấu", "short"])
def test_a_secret_that_telegram_would_not_take_stops_the_start(settings_with: Any, secret: str) -> None:
    with pytest.raises(SettingsError, match="TINBAO_TELEGRAM_SECRET") as wrong:
        build_telegram(settings_with(telegram_secret=secret, **PUBLIC))
    assert secret not in str(wrong.value)


def test_the_secret_is_set_or_follows_from_the_token(settings_with: Any) -> None:
    hook = hook_of(settings_with(**PUBLIC), TOKEN)
    assert hook.url == "https://congan.example.vn/webhooks/telegram"
    assert hook == hook_of(settings_with(**PUBLIC), TOKEN)
    assert hook.secret != hook_of(settings_with(**PUBLIC), TOKEN + "x").secret
    assert len(hook.secret) == 64 and TOKEN.split(":")[1] not in hook.secret
    assert hook_of(settings_with(telegram_secret="s" * 16, **PUBLIC), TOKEN).secret == "s" * 16
