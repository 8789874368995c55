"""A Telegram channel from the settings."""

from bot.channels.poller_lock import PollerLock, name_of
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.webhook import hook_of
from bot.errors import SettingsError
from bot.settings import Settings


def build_telegram(settings: Settings) -> TelegramChannel:
    """Raises SettingsError without a usable token or address, and where another process polls with the token."""
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    number, _, secret = token.partition(":")
    if not (number.isascii() and number.isdigit() and secret):
        raise SettingsError("TINBAO_TELEGRAM_TOKEN must look like 123456:ABC… as BotFather gives it")
    url = settings.telegram_api_url
    if settings.telegram_mode == "webhook":
        return TelegramChannel(token, url, hook=hook_of(settings, token))
    return TelegramChannel(token, url, lock=PollerLock(settings.data_dir, name_of(token, f"telegram {_server(url)}")))


def _server(url: str) -> str:
    """However it is written; another server than Telegram's keeps updates of its own."""
    return url.rstrip("/").casefold()
