"""Which settings make a channel; what is wrong is named, and never shown."""

import pytest

from bot.channels.channel import PictureSource, PushChannel, Typist, Webhooked
from bot.channels.zalo_bot import build_zalo_bot
from bot.errors import SettingsError
from bot.settings import Settings
from tests.bot.channels.zalo_bot.zalo_bot_api import TOKEN

NEEDED = {"rasa_token": "r" * 16, "actions_token": "a" * 16, "bot_key": "0" * 64}
WEBHOOK = {"zalo_bot_token": TOKEN, "zalo_bot_mode": "webhook", "public_url": "https://tinbao.example"}


def settings(**changes: str | None) -> Settings:
    return Settings.model_validate(NEEDED | changes)


def test_a_channel_with_all_its_sides() -> None:
    channel: PushChannel = build_zalo_bot(settings(zalo_bot_token=TOKEN))
    assert channel.name == "zalo_bot" and channel.traits.numbered and channel.traits.frugal
    assert isinstance(channel, PictureSource) and isinstance(channel, Typist) and isinstance(channel, Webhooked)


@pytest.mark.parametrize("token", [None, "geheim", "987654", "987654:", ":geheim", "987654:ge/heim", "987654:geheim\n"])
def test_an_unusable_token_is_named_and_not_shown(token: str | None) -> None:
    """Edge case 24."""
    with pytest.raises(SettingsError, match="TINBAO_ZALO_BOT_TOKEN") as wrong:
        build_zalo_bot(settings(zalo_bot_token=token))
    assert "geheim" not in str(wrong.value) and "987654" not in str(wrong.value)


@pytest.mark.parametrize("secret", [None, "1234567", "x" * 257, "có dấu nhé", "two words"])
def test_a_webhook_needs_a_secret(secret: str | None) -> None:
    """Edge case 22: without one anybody could write."""
    with pytest.raises(SettingsError, match="TINBAO_ZALO_BOT_SECRET"):
        build_zalo_bot(settings(**WEBHOOK, zalo_bot_secret=secret))


@pytest.mark.parametrize("url", [None, "http://tinbao.example"])
def test_a_webhook_needs_a_public_https_address(url: str | None) -> None:
    with pytest.raises(SettingsError, match="TINBAO_PUBLIC_URL"):
        build_zalo_bot(settings(**{**WEBHOOK, "public_url": url}, zalo_bot_secret="x" * 8))


def test_a_webhook_with_all_it_needs() -> None:
    channel = build_zalo_bot(settings(**WEBHOOK, zalo_bot_secret="x" * 8))
    assert channel._webhook == ("https://tinbao.example", "x" * 8)
