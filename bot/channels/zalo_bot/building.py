"""Zalo Bot from the settings."""

import re

from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.errors import SettingsError
from bot.settings import Settings

_TOKEN = re.compile(r"[0-9]{1,30}:[^\s/?#%]+", re.ASCII)
_SECRET = re.compile(r"[!-~]{8,256}")


def build_zalo_bot(settings: Settings) -> ZaloBotChannel:
    """Raises SettingsError, which names the setting that is missing or wrong."""
    token = settings.zalo_bot_token.get_secret_value() if settings.zalo_bot_token else ""
    if not _TOKEN.fullmatch(token):
        raise SettingsError("TINBAO_ZALO_BOT_TOKEN must look like 123456789:abc… as Zalo Bot Creator gives it")
    webhook = None
    if settings.zalo_bot_mode == "webhook":
        secret = settings.zalo_bot_secret.get_secret_value() if settings.zalo_bot_secret else ""
        if not _SECRET.fullmatch(secret):
            raise SettingsError("TINBAO_ZALO_BOT_SECRET must be 8 to 256 letters, digits or signs for the webhook")
        if settings.public_url is None or not settings.public_url.startswith("https://"):
            raise SettingsError("TINBAO_PUBLIC_URL must be an https:// address for Zalo's webhook")
        webhook = settings.public_url, secret
    return ZaloBotChannel(token, settings.zalo_bot_api_url, settings.data_dir, webhook=webhook)
