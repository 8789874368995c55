"""Telegram: updates in by our own polling or webhook, messages out through python-telegram-bot."""

import os

# The library's own way to the coming type of its times; without it a 429 warns about itself.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from bot.channels.telegram.building import build_telegram  # noqa: E402
from bot.channels.telegram.channel import TelegramChannel  # noqa: E402

__all__ = ["TelegramChannel", "build_telegram"]
