"""Zalo Official Account, OpenAPI v3: a signed webhook in, customer-service messages out."""

from bot.channels.zalo_oa.build import build_zalo_oa
from bot.channels.zalo_oa.channel import ZaloOaChannel

__all__ = ["ZaloOaChannel", "build_zalo_oa"]
