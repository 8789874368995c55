"""The platforms on loopback, all three at once, and a stack that is connected to them."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bot.channels.telegram.bot_api import TOKEN as TELEGRAM_TOKEN
from tests.bot.channels.telegram.bot_api import BotApi
from tests.bot.channels.zalo_bot.zalo_bot_api import ZaloBotServer, fresh_token
from tests.bot.channels.zalo_oa.zalo_oa_api import ZaloOaApi
from tests.stack import Stack

_LONG_POLL = 5.0  # seconds
_HASTE = 50.0  # times; how much sooner than Zalo a webhook call is repeated that was late in the crowd


class Loop:
    """An event loop in a thread of its own, for the stub that wants one."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run[T](self, work: Coroutine[Any, Any, T]) -> T:
        """What the coroutine returns or raises."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@dataclass(eq=False)
class Platforms:
    """The platforms of one stack; `loop` is the Official Account's."""

    telegram: BotApi
    zalo_bot: ZaloBotServer
    zalo_oa: ZaloOaApi
    loop: Loop
    stack: Stack


@contextmanager
def connected(data_dir: Path, settings: dict[str, str]) -> Iterator[Platforms]:
    """All platforms, and a stack that speaks to all of them. settings: TINBAO_…, over those of a polling desk."""
    with ExitStack() as down:
        telegram, zalo_bot = BotApi(), ZaloBotServer(token=fresh_token())
        zalo_oa, loop = ZaloOaApi(haste=_HASTE), Loop()
        down.callback(loop.close)
        telegram.long_poll = _LONG_POLL
        for server in (telegram, zalo_bot):
            server.start()
            down.callback(server.die)
        running = zalo_oa.running()
        loop.run(running.__aenter__())
        down.callback(lambda: loop.run(running.__aexit__(None, None, None)))
        every = {
            "TINBAO_TELEGRAM_TOKEN": TELEGRAM_TOKEN,
            "TINBAO_TELEGRAM_API_URL": telegram.url,
            "TINBAO_ZALO_BOT_TOKEN": zalo_bot.token,
            "TINBAO_ZALO_BOT_API_URL": zalo_bot.url,
            "TINBAO_MESSAGES_PER_MINUTE": "600",
            "TINBAO_HOLD_AFTER": "90",  # a crowd on a small machine: late is not what is tried here
            **zalo_oa.settings(),
            **settings,
        }
        stack = Stack(data_dir, every)
        zalo_oa.webhook = f"{stack.web}/webhooks/zalo-oa"
        telegram.door = stack.web
        down.callback(stack.down)
        stack.up()
        yield Platforms(telegram, zalo_bot, zalo_oa, loop, stack)
