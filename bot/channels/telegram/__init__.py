"""Telegram, through python-telegram-bot: polling in, sendMessage out."""

import os

# The library's own way to the coming type of its times; without it a 429 warns about itself.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from bot.channels.telegram.channel import TelegramChannel, build_telegram  # noqa: E402

__all__ = ["TelegramChannel", "build_telegram"]
