"""Calls of the Bot API, through the library's Bot, with failures that say what happened and hold no token."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from typing import Any

import httpx
from zalo_bot import Bot  # type: ignore[import-untyped]
from zalo_bot.error import ZaloError  # type: ignore[import-untyped]

from bot.channels.redaction import hush
from bot.channels.zalo_bot.failures import NO_ANSWER, UNAUTHORIZED, CallFailed
from bot.channels.zalo_bot.strict_request import UNREADABLE, NotOk, StrictRequest

logger = logging.getLogger(__name__)

_LIBRARY = ("zaloBot", "zaloBot.", "zaloBaseRequest", "zaloHTTPXRequest")  # the names it gives its loggers
# The request did not leave: sending again cannot make a second message.
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_GRACE = 3.0  # seconds for calls under way when the channel stops


class _StrictBot(Bot):  # type: ignore[misc]
    def __init__(self, token: str, base_url: str) -> None:
        super().__init__(token, base_url)
        self._request = (StrictRequest(2), StrictRequest(64))  # the first polls

    def __repr__(self) -> str:
        return "_StrictBot(…)"  # the library's own raises


class ZaloBotApi:
    """One bot. After a 401 nothing is called any more: a token that was reset stays wrong."""

    def __init__(self, token: str, api_url: str) -> None:
        hush(token, *_LIBRARY)
        self._bot = _StrictBot(token, api_url.rstrip("/"))
        self._under_way: set[asyncio.Task[Any]] = set()
        self._closed = False
        self.refused = False

    async def call(
        self, method: str, arguments: Mapping[str, Any], *, read_timeout: float = 30, result: bool = True
    ) -> Any:
        """The answer's `result`. result: False where an answer without one is good, too. Raises CallFailed."""
        if self._closed:
            raise CallFailed(method, NO_ANSWER, left=False)
        if self.refused:
            raise CallFailed(method, UNAUTHORIZED)
        calling = asyncio.create_task(self._call(method, arguments, read_timeout))
        self._under_way.add(calling)
        calling.add_done_callback(self._under_way.discard)
        answer = await calling
        if isinstance(answer, CallFailed):  # raised here, where no cause with the address hangs on to it
            if answer.code == UNAUTHORIZED:
                self._give_up()
            raise answer
        if answer is None and result:
            raise CallFailed(method, UNREADABLE)
        return answer

    async def close(self) -> None:
        """What is being sent gets a moment to arrive; what comes later fails as never sent."""
        self._closed = True
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=_GRACE)
        for call in self._under_way:
            call.cancel()
        for request in self._bot._request:
            with contextlib.suppress(httpx.HTTPError):
                await request.shutdown()

    async def _call(self, method: str, arguments: Mapping[str, Any], read_timeout: float) -> Any:
        try:
            # not the library's own methods: they stumble over the answer after the message was delivered
            return await self._bot._post(method, dict(arguments), read_timeout=read_timeout)
        except NotOk as no:
            return CallFailed(method, no.code, payload=no.payload, said=no.said)
        except ZaloError as error:
            return CallFailed(method, NO_ANSWER, left=not isinstance(error.__cause__, _NEVER_LEFT))

    def _give_up(self) -> None:
        if not self.refused:
            self.refused = True
            logger.error("zalo_bot_off: Zalo refuses the token; set TINBAO_ZALO_BOT_TOKEN anew, restart; replies wait")
