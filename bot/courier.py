"""Carries stored replies to the channels that must be sent to, in order per chat."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from sqlmodel import Session, col, select, update

from bot.backoff import backoff
from bot.channels.channel import Channel
from bot.core import Core
from bot.errors import DeliveryFailed
from bot.lanes import Lanes
from bot.outbox import unsealed
from bot.reply import Reply
from bot.tables import Chat, ReplyRow, ReplyState

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """One reply on its way."""

    row: int
    channel: str
    chat_id: str
    reply: Reply
    attempts: int


class Courier:
    """One lane per chat; the web needs none, its replies are read where they are stored."""

    def __init__(self, core: Core, channels: Mapping[str, Channel]) -> None:
        self._core = core
        self._channels = channels
        self.lanes = Lanes(self._deliver, core.settings.backoff_longest)

    def wake(self, chat_ref: str) -> None:
        """This chat has new replies on disk."""
        if self._channels:
            self.lanes.wake(chat_ref)

    async def recover(self) -> None:
        """A reply that was leaving when the process died may have arrived."""
        for chat_ref in await self._core.db.run(_take_stock):
            self.wake(chat_ref)

    async def _deliver(self, chat_ref: str) -> None:
        while (letter := await self._core.db.run(lambda s: self._pick_up(s, chat_ref))) is not None:
            state, wait = await self._send(letter)
            await self._core.db.run(partial(_note, letter.row, state))
            if state is not ReplyState.SENT:
                logger.warning("delivery chat=%s reply=%s state=%s", chat_ref[:12], letter.row, state.value)
            await asyncio.sleep(wait)

    async def _send(self, letter: Letter) -> tuple[ReplyState, float]:
        """What is known afterwards, and the seconds to wait."""
        try:
            await self._channels[letter.channel].send(letter.chat_id, letter.reply)
        except DeliveryFailed as failure:
            if failure.permanent:
                return ReplyState.FAILED, 0
            settings = self._core.settings
            pause = backoff(letter.attempts, settings.backoff_first, settings.backoff_longest)
            return ReplyState.NEW, failure.retry_after or pause
        except Exception as error:  # DeliveryUnknown, or a fault of the channel: it may have arrived
            logger.error("delivery_unclear reply=%s error=%s", letter.row, type(error).__name__)
            return ReplyState.UNKNOWN, 0
        return ReplyState.SENT, 0

    def _pick_up(self, session: Session, chat_ref: str) -> Letter | None:
        chat = session.get_one(Chat, chat_ref)
        if chat.channel not in self._channels:
            return None
        waiting = select(ReplyRow).where(ReplyRow.chat_ref == chat_ref, ReplyRow.state == ReplyState.NEW)
        row = session.exec(waiting.order_by(col(ReplyRow.n))).first()
        if row is None or row.id is None:
            return None
        row.state = ReplyState.SENDING
        row.attempts += 1
        reply = unsealed(self._core, row)
        if row.unclear:
            reply = replace(reply, text=f"{self._core.sentences.sent_twice}\n{reply.text}")
        chat_id: str = self._core.vault.open(chat.sealed_id, f"chat|{chat_ref}")
        return Letter(row.id, chat.channel, chat_id, reply, row.attempts)


def _note(row_id: int, state: ReplyState, session: Session) -> None:
    row = session.get_one(ReplyRow, row_id)
    row.state = state
    if state is ReplyState.UNKNOWN and row.vital and not row.unclear:
        row.state, row.unclear = ReplyState.NEW, True
    if state is ReplyState.FAILED:  # blocked or gone: what waits behind it cannot arrive either
        session.exec(
            update(ReplyRow)
            .where(col(ReplyRow.chat_ref) == row.chat_ref, col(ReplyRow.state) == ReplyState.NEW)
            .values(state=ReplyState.FAILED)
        )


def _take_stock(session: Session) -> list[str]:
    leaving = select(ReplyRow.id).where(ReplyRow.state == ReplyState.SENDING)
    for row_id in session.exec(leaving).all():
        assert row_id is not None
        _note(row_id, ReplyState.UNKNOWN, session)
    return list(session.exec(select(ReplyRow.chat_ref).where(ReplyRow.state == ReplyState.NEW).distinct()))
