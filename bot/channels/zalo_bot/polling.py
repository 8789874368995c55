"""Asks Zalo for updates, one at a time. A read update may be gone there, or may come back on every poll."""

import asyncio
import json
import logging
import time
from collections import deque

from bot.backoff import backoff
from bot.channels.zalo_bot.api import ZaloBotApi
from bot.channels.zalo_bot.envelope import fingerprint
from bot.channels.zalo_bot.failures import IDLE, UNAUTHORIZED, CallFailed
from bot.channels.zalo_bot.receiving import Receiver

logger = logging.getLogger(__name__)

POLL = 25  # seconds Zalo may hold a poll open
FLOOR = 1.0  # seconds between polls that bring nothing new
_SLACK = 10  # seconds beyond POLL until a poll counts as dead
_BAD_REQUEST = 400  # the one reason: a webhook is set
_LONGEST = 60.0  # seconds between tries
_REMEMBERED = 64  # updates
_LAST_POLL = 3.0  # seconds for the poll under way when the channel stops
_LAST_COMMIT = 15.0  # seconds more for a disk that is slow to take what was read


class Polling:
    """One bot's polling. poll: seconds. first: seconds before the second try of whatever fails."""

    def __init__(self, api: ZaloBotApi, receiver: Receiver, *, poll: float = POLL, first: float = 1.0) -> None:
        self._api = api
        self._receiver = receiver
        self._poll = poll
        self._first = first
        self._failures = 0
        self._webhook_removed = False
        self._seen: deque[str] = deque(maxlen=_REMEMBERED)
        self._stopping = self._storing = False

    async def stop(self, polling: asyncio.Task[None]) -> None:
        """The poll under way is the last one; what it brings is still stored. polling: the task of `run`."""
        self._stopping = True
        await asyncio.wait({polling}, timeout=_LAST_POLL)
        if self._storing:  # it may be nowhere else any more
            await asyncio.wait({polling}, timeout=_LAST_COMMIT)

    async def run(self) -> None:
        """Until stopped, cancelled, or the token is refused."""
        while not self._stopping and not self._api.refused:
            began = time.monotonic()
            try:
                fresh = await self._once()
                self._failures = 0
            except CallFailed as failure:
                await self._recover(failure)
                continue
            except Exception as error:  # a fault of ours must not make the bot deaf
                await self._wait(type(error).__name__)
                continue
            if not fresh and not self._stopping:
                await asyncio.sleep(max(0.0, began + FLOOR - time.monotonic()))

    async def _once(self) -> bool:
        """Whether it brought something new."""
        arguments = {"timeout": max(1, round(self._poll))}
        try:
            update = await self._api.call("getUpdates", arguments, read_timeout=self._poll + _SLACK)
        except CallFailed as failure:
            if failure.code == IDLE:
                return False
            if failure.payload.lstrip()[:1] in (b"{", b"[") and failure.code == 0:
                await self._store(failure.payload)  # it may have been a resident's message, damaged on its way
            raise
        mark = fingerprint(update)
        repeated = mark in self._seen
        fresh = await self._store(json.dumps(update).encode())
        if not repeated:
            self._seen.append(mark)
        return fresh and not repeated

    async def _store(self, raw: bytes) -> bool:
        """Returns once it is on disk: Zalo may not have it any more."""
        tries = 0
        self._storing = True
        while True:
            try:
                fresh = await self._receiver.take(raw)
                self._storing = False
                return fresh
            except Exception as error:
                tries += 1
                logger.warning("zalo_bot_not_stored try=%s error=%s", tries, type(error).__name__)
            await asyncio.sleep(backoff(tries, self._first / 2, 30))

    async def _recover(self, failure: CallFailed) -> None:
        if failure.code == UNAUTHORIZED:
            return
        if failure.code == _BAD_REQUEST and not self._webhook_removed:
            self._webhook_removed = True  # once: whoever sets it again means it
            logger.warning("zalo_bot_webhook_in_the_way: removed, as TINBAO_ZALO_BOT_MODE is polling")
            try:
                await self._api.call("deleteWebhook", {}, result=False)
                return
            except CallFailed as also:
                failure = also
                self._webhook_removed = False
        await self._wait(f"code_{failure.code}")

    async def _wait(self, reason: str) -> None:
        self._failures += 1
        logger.warning("zalo_bot_poll_failed failures=%s error=%s", self._failures, reason)
        await asyncio.sleep(backoff(self._failures, self._first, _LONGEST))
