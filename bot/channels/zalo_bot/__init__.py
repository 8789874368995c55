"""Zalo Bot: a small library sends, the receiving is our own."""

from bot.channels.zalo_bot.building import build_zalo_bot
from bot.channels.zalo_bot.channel import ZaloBotChannel

__all__ = ["ZaloBotChannel", "build_zalo_bot"]
