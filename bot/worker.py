"""Takes each chat's messages through Rasa, one at a time, until every one has an answer."""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic

from bot import attempt as attempts
from bot import outbox
from bot.attempt import Attempt
from bot.backoff import backoff
from bot.bell import heard
from bot.core import Core
from bot.errors import RasaFailed, RasaForgot, RasaRefused, RasaUnreachable, SealBroken
from bot.lanes import Lanes
from bot.pace import Pace
from bot.rasa_client import RasaAnswer, RasaClient
from bot.reply import Draft
from bot.tables import InboxRow

logger = logging.getLogger(__name__)


class Worker:
    """One lane per chat. `replied` learns of every chat that has new replies on disk."""

    def __init__(self, core: Core, rasa: RasaClient, replied: Callable[[str], None], pace: Pace | None = None) -> None:
        self._core = core
        self._rasa = rasa
        self._replied = replied
        self._pace = pace or Pace(core.settings.messages_per_minute)
        self.lanes = Lanes(self._drain, core.settings.backoff_longest)

    async def recover(self) -> None:
        """Takes up what an earlier process left."""
        for chat_ref in await self._core.db.run(attempts.unfinished_chats):
            self.lanes.wake(chat_ref)

    async def _drain(self, chat_ref: str) -> None:
        while (row := await self._next(chat_ref)) is not None:
            await self._keep_pace(chat_ref)
            await self._answer(chat_ref, row)
            self._replied(chat_ref)

    async def _next(self, chat_ref: str) -> int | None:
        return await self._core.db.run(lambda s: attempts.next_row(s, chat_ref))

    async def _keep_pace(self, chat_ref: str) -> None:
        wait = self._pace.take(chat_ref)
        if not wait:
            return
        if self._pace.may_notice(chat_ref):
            notice = [Draft(self._core.sentences.slow_down)]
            await self._core.db.run(lambda s: outbox.write(s, self._core, chat_ref, notice))
            self._replied(chat_ref)
        await asyncio.sleep(wait)

    async def _answer(self, chat_ref: str, row: int) -> None:
        """Tries until the message is done, parked or taken over."""
        tries = 0
        while True:
            try:
                attempt = await self._core.db.run(lambda s: attempts.begin(s, self._core, row))
            except SealBroken:  # a damaged row must not stop the chat
                await self._park(row, "seal_broken")
                return
            if attempt is None:
                return
            try:
                if not await self._try(attempt):
                    return
            except RasaForgot:
                logger.info("rasa_forgot row=%s attempt=%s", row, attempt.number)
                if attempt.number == 1:
                    continue
            tries += 1
            if await self._is_hopeless(row, attempt.number):
                await self._park(row, "given_up")
                return
            settings = self._core.settings
            await self._rest(chat_ref, row, backoff(tries, settings.backoff_first, settings.backoff_longest))

    async def _rest(self, chat_ref: str, row: int, seconds: float) -> None:
        """Waits, but not for a message that was taken over meanwhile."""
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            news = self._core.bell.listen(chat_ref)
            if await self._next(chat_ref) != row:
                return
            await heard(news, left)

    async def _try(self, attempt: Attempt) -> bool:
        """One attempt; True when another one is due. Raises RasaForgot after putting the message back."""
        sent = 0
        answer: RasaAnswer | None = None
        instance = attempt.instance
        try:
            for turn in attempt.turns:
                sent += 1
                answer = await self._rasa.say(attempt.sender, turn.message, turn.metadata, instance)
                instance = answer.instance
        except RasaUnreachable as failure:
            logger.warning("rasa_unreachable row=%s reason=%s", attempt.row, failure)
            await self._put_back(attempt, touched=sent > 1, counts=False)
            return True
        except RasaForgot:
            await self._put_back(attempt, touched=True, counts=True)
            raise
        except RasaFailed as failure:
            logger.warning("rasa_failed row=%s attempt=%s reason=%s", attempt.row, attempt.number, failure)
            await self._put_back(attempt, touched=True, counts=True)
            return True
        except RasaRefused as failure:
            await self._park(attempt.row, f"refused {failure}")
            return False
        assert answer is not None
        final = answer
        await self._core.db.run(lambda s: attempts.finish(s, self._core, attempt, final))
        logger.info("answered row=%s attempt=%s replayed=%s", attempt.row, attempt.number, sent - 1)
        return False

    async def _put_back(self, attempt: Attempt, *, touched: bool, counts: bool) -> None:
        await self._core.db.run(lambda s: attempts.put_back(s, attempt, touched=touched, counts=counts))

    async def _is_hopeless(self, row: int, number: int) -> bool:
        settings = self._core.settings
        age = self._core.clock() - await self._core.db.run(lambda s: s.get_one(InboxRow, row).accepted_at)
        return number >= settings.attempt_cap or age > settings.give_up_after

    async def _park(self, row: int, reason: str) -> None:
        logger.error("parked row=%s reason=%s", row, reason)
        await self._core.db.run(lambda s: attempts.park(s, self._core, row))
