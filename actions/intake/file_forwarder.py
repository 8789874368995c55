"""Carries files to the store after their tips, in a round of its own: no tip waits behind a slow film."""

import asyncio
import contextlib
import logging

from cryptography.exceptions import InvalidTag

from actions.errors import StoreUnreachable
from actions.intake.evidence import FileOutbox
from actions.intake.outbox import utc_now
from actions.intake.store import Store

logger = logging.getLogger(__name__)

_IDLE_SECONDS = 1.0


class FileForwarder:
    """`run` works for ever; `hurry` wakes it. seconds: how long the store may take for one file."""

    def __init__(self, files: FileOutbox, store: Store, seconds: float = 60.0) -> None:
        self._files = files
        self._store = store
        self._seconds = seconds
        self._wake = asyncio.Event()

    def hurry(self) -> None:
        """A file came."""
        self._wake.set()

    async def run(self) -> None:
        """Forward what is due, rest, again; survives every error of one round."""
        while True:
            self._wake.clear()
            try:
                await self.forward_due()
                await asyncio.to_thread(self._files.forget_delivered, utc_now())
            except Exception as error:
                logger.error("file_round_failed error=%s", type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _IDLE_SECONDS)

    async def forward_due(self) -> None:
        """One round over all files whose time has come."""
        for key in await asyncio.to_thread(self._files.due, utc_now()):
            await self._forward(key)

    async def _forward(self, key: str) -> None:
        try:
            file = await asyncio.to_thread(self._files.file, key)
            if file is None:
                return
            await self._store.hand_over_file(file, self._seconds)
        except (StoreUnreachable, InvalidTag) as error:
            logger.warning("file_postponed key=%s error=%s", key[:8], type(error).__name__)
            await asyncio.to_thread(self._files.postponed, key, type(error).__name__, utc_now())
            return
        await asyncio.to_thread(self._files.delivered, key, utc_now())
        logger.info("file_delivered key=%s", key[:8])
