"""The ways on which a resident's words come in: a platform, and how its messages are received."""

import itertools
from collections.abc import Callable

from tests.channels.at_rest import AtRest
from tests.channels.on_telegram import OnTelegram
from tests.channels.on_zalo_bot import OnZaloBot
from tests.channels.on_zalo_oa import OnZaloOa
from tests.channels.platforms import Platforms
from tests.channels.resident import ChannelResident

POLLING: dict[str, str] = {}
WEBHOOK = {"TINBAO_TELEGRAM_MODE": "webhook", "TINBAO_PUBLIC_URL": "https://tinbao.example"}
_numbers = itertools.count(7001)


def on_telegram(at: Platforms) -> ChannelResident:
    chat_id = str(next(_numbers))
    return OnTelegram(at.telegram, chat_id, AtRest(at.stack, "telegram", chat_id))


def on_zalo_bot(at: Platforms) -> ChannelResident:
    chat_id = f"a0c0{next(_numbers):016x}"
    return OnZaloBot(at.zalo_bot, chat_id, AtRest(at.stack, "zalo_bot", chat_id))


def on_zalo_oa(at: Platforms) -> ChannelResident:
    chat_id = f"654321987654{next(_numbers):07}"
    return OnZaloOa(at.zalo_oa, at.loop, chat_id, AtRest(at.stack, "zalo_oa", chat_id))


# name: (settings of the stack, newcomer)
ROADS: dict[str, tuple[dict[str, str], Callable[[Platforms], ChannelResident]]] = {
    "telegram": (POLLING, on_telegram),
    "telegram_webhook": (WEBHOOK, on_telegram),
    "zalo_bot": (POLLING, on_zalo_bot),
    "zalo_oa": (POLLING, on_zalo_oa),
}
