"""Carries committed tips to the store until each is confirmed; knows no maximum age and drops nothing."""

import asyncio
import contextlib
import logging

from actions.errors import StoreUnreachable
from actions.intake.outbox import Outbox, Waiting, utc_now
from actions.intake.store import Store

logger = logging.getLogger(__name__)

_IDLE_SECONDS = 1.0
_CONFLICT = 409  # the store keeps another tip under this key: no later try can help
_WHAT_TO_DO = "keep actions.db and its key, compare both tips, report it to the maintainers"


class Forwarder:
    """`run` works for ever; `hurry` wakes it; `settle` waits a moment for one tip's confirmation."""

    def __init__(self, outbox: Outbox, store: Store) -> None:
        self._outbox = outbox
        self._store = store
        self._wake = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    async def run(self) -> None:
        """Forward what is due, rest, again; survives every error of one round."""
        while True:
            try:
                await self.forward_due()
                await asyncio.to_thread(self._outbox.forget_delivered, utc_now())
            except Exception as error:
                logger.error("forwarding_round_failed error=%s", type(error).__name__)
            self._wake.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _IDLE_SECONDS)

    async def forward_due(self) -> None:
        """One round over all tips whose time has come."""
        async with self._one_at_a_time:
            for waiting in await asyncio.to_thread(self._outbox.due, utc_now()):
                await self._forward(waiting)

    async def settle(self, key: str, seconds: float) -> str | None:
        """The unit's name if the store confirms this tip within `seconds`, else None (it goes on waiting safely)."""
        try:
            await asyncio.wait_for(self.forward_due(), seconds)
        except TimeoutError:
            self._wake.set()
        return await asyncio.to_thread(self._outbox.unit_of, key)

    async def _forward(self, waiting: Waiting) -> None:
        try:
            unit = await self._store.hand_over(waiting.key, waiting.body)
        except StoreUnreachable as error:
            if error.status == _CONFLICT:
                logger.error("tip_conflict key=%s: NOT with the police; %s", waiting.key[:8], _WHAT_TO_DO)
            else:
                logger.warning("tip_postponed key=%s status=%s", waiting.key[:8], error.status)
            await asyncio.to_thread(self._outbox.postponed, waiting.key, str(error), utc_now())
            return
        await asyncio.to_thread(self._outbox.delivered, waiting.key, unit or "", utc_now())
        logger.info("tip_delivered key=%s", waiting.key[:8])
