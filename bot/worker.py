"""Takes each chat's messages through Rasa, one at a time, until every one has an answer."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from time import monotonic

from sqlmodel import Session

from bot import attempt as attempts
from bot import gathering, outbox, pressing, standing
from bot.attempt import Attempt
from bot.backoff import backoff
from bot.bell import heard
from bot.bubbles import shows
from bot.core import Core
from bot.errors import RasaError, RasaFailed, RasaForgot, RasaRefused, RasaUnreachable, SealBroken
from bot.lanes import Lanes
from bot.media.desk import ReadingDesk
from bot.pace import Pace
from bot.rasa_client import RasaAnswer, RasaClient
from bot.reply import Draft
from bot.stopping import Stopped, blamed
from bot.tables import InboxRow

logger = logging.getLogger(__name__)

_READING_TIME = 5.0  # seconds; what is unread then gets an answer of its own


class Worker:
    """One lane per chat. `replied` learns of every chat that has new replies on disk."""

    def __init__(self, core: Core, rasa: RasaClient, desk: ReadingDesk, replied: Callable[[str], None]) -> None:
        self._core = core
        self._rasa = rasa
        self._desk = desk
        self._replied = replied
        self._started = core.clock()
        self._pace = Pace(core.settings.messages_per_minute)
        self.lanes = Lanes(self._drain, core.settings.backoff_longest)

    async def recover(self) -> None:
        """Takes up what an earlier process left."""
        for chat_ref in await self._core.db.run(attempts.unfinished_chats):
            self.lanes.wake(chat_ref)

    async def _drain(self, chat_ref: str) -> None:
        while (row := await self._next(chat_ref)) is not None:
            await self._keep_pace(chat_ref)
            await self._gather(chat_ref, row)
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

    async def _gather(self, chat_ref: str, row: int) -> None:
        """Lets arrive what was sent along with the message, and reads the pictures among it while there is time."""
        news = self._core.bell.listen(chat_ref)
        while wait := await self._core.db.run(lambda s: gathering.settles_in(s, self._core, row)):
            await heard(news, wait)
            news = self._core.bell.listen(chat_ref)
        enough = monotonic() + _READING_TIME
        for number, each in enumerate(await self._core.db.run(lambda s: gathering.candidates(s, row))):
            if number and monotonic() > enough:
                return
            if number:
                self._pace.take(chat_ref)
            await self._desk.read(each)

    async def _answer(self, chat_ref: str, row: int) -> None:
        """Tries until the message is done, parked or taken over."""
        settings = self._core.settings
        tries, without = 0, frozenset[int]()
        while (attempt := await self._begin(chat_ref, row, without)) is not None:
            answer = await self._say(attempt)
            if isinstance(answer, RasaAnswer):
                await self._core.db.run(partial(attempts.finish, self._core, attempt, answer))
                turns, others = len(attempt.turns), len(attempt.others)
                logger.info("answered row=%s others=%s attempt=%s turns=%s", row, others, attempt.number, turns)
                return
            longest = settings.backoff_longest
            without |= (earlier := blamed(answer, row, attempt.number, settings.attempt_cap))
            match answer.failure:
                case RasaRefused() if earlier or attempt.others:  # alone the message may be bearable
                    continue
                case RasaRefused():
                    await self._park(row, "refused")
                    return
                case RasaUnreachable():
                    longest = settings.reconnect_every  # asking costs nothing, and the resident waits
                case RasaForgot() if attempt.number == 1:
                    continue
            tries += 1
            if await self._is_hopeless(row, attempt.number):
                await self._park(row, "given_up")
                return
            await self._rest(chat_ref, row, backoff(tries, settings.backoff_first, longest))

    async def _begin(self, chat_ref: str, row: int, without: frozenset[int]) -> Attempt | None:
        settings, tries = self._core.settings, 0
        while True:
            try:
                return await self._core.db.run(lambda s: self._begun(s, chat_ref, row, without))
            except SealBroken:  # a damaged row must not stop the chat
                await self._park(row, "seal_broken")
                return None
            except Exception as error:  # nor one that we cannot make a turn of; only the error's kind is logged
                logger.error("turn_not_made row=%s error=%s", row, type(error).__name__)
            tries += 1
            if await self._is_hopeless(row, await self._core.db.run(lambda s: attempts.count(s, row))):
                await self._park(row, "not_made")
                return None
            await self._rest(chat_ref, row, backoff(tries, settings.backoff_first, settings.backoff_longest))

    def _begun(self, session: Session, chat_ref: str, row: int, without: frozenset[int]) -> Attempt | None:
        if standing.paused_for(session, chat_ref, self._core.clock()):  # since the last try: the next waits for its end
            return None
        if pressing.offered_again(session, self._core, row):
            return None
        return attempts.begin(session, self._core, row, without)

    async def _say(self, attempt: Attempt) -> RasaAnswer | Stopped:
        """Says what Rasa lacks, the message last. After a failure the message waits for another attempt."""
        instance, said = attempt.instance, 0
        try:
            while True:
                turn = attempt.turns[said]
                answer = await self._rasa.say(attempt.sender, turn.message, turn.metadata, instance)
                if turn is attempt.turns[-1] and not shows(answer.replies, cards=attempt.draws_cards):
                    raise RasaFailed("silence")
                instance, said = answer.instance, said + 1
                if said == len(attempt.turns):
                    return answer
        except RasaError as failure:
            kind, left = type(failure).__name__, not isinstance(failure, RasaUnreachable)
            logger.warning("turn_failed row=%s attempt=%s %s=%s", attempt.row, attempt.number, kind, failure)
            await self._core.db.run(lambda s: attempts.put_back(s, attempt, touched=left or said > 0, counts=left))
            return Stopped(failure, attempt.turns[said].row)

    async def _rest(self, chat_ref: str, row: int, seconds: float) -> None:
        """Waits, but not for a message that was taken over meanwhile."""
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            news = self._core.bell.listen(chat_ref)
            if await self._next(chat_ref) != row:
                return
            await heard(news, left)

    async def _is_hopeless(self, row: int, number: int) -> bool:
        settings = self._core.settings
        accepted = await self._core.db.run(lambda s: s.get_one(InboxRow, row).accepted_at)
        since = max(accepted, self._started)  # while the machine was off nobody tried; and Rasa loads longer than we do
        return number >= settings.attempt_cap or self._core.clock() - since > settings.give_up_after

    async def _park(self, row: int, reason: str) -> None:
        logger.error("parked row=%s reason=%s", row, reason)
        await self._core.db.run(lambda s: attempts.park(s, self._core, row))
