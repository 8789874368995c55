"""Shows that an answer is on its way, for as long as one is, and never holds anything up."""

import asyncio
import logging
from collections.abc import Mapping
from time import monotonic

from sqlmodel import Session, col, select

from bot import standing
from bot.bell import heard
from bot.channels.channel import Typist
from bot.core import Core
from bot.errors import SealBroken
from bot.lanes import Lanes
from bot.tables import UNFINISHED, Chat, InboxRow

logger = logging.getLogger(__name__)

REFRESH = 4.0  # seconds; platforms show it for about five
AT_MOST = 120.0  # seconds since the message came; whoever waits longer was told so in words


class Typing:
    """One lane per chat, beside the one that answers; `typists`: the channels that can show it, by name."""

    def __init__(self, core: Core, typists: Mapping[str, Typist]) -> None:
        self._core = core
        self._typists = typists
        self.lanes = Lanes(self._show, core.settings.backoff_longest)

    def wake(self, chat_ref: str) -> None:
        """A message of this chat arrived."""
        if self._typists:
            self.lanes.wake(chat_ref)

    async def _show(self, chat_ref: str) -> None:
        """Until the answer is on disk; after the first failure no more for this message."""
        due = monotonic()
        while True:
            news = self._core.bell.listen(chat_ref)
            chat = await self._core.db.run(lambda s: self._waiting(s, chat_ref))
            if chat is None:
                return
            if monotonic() < due:
                await heard(news, due - monotonic())
                continue
            due = monotonic() + REFRESH
            showing = asyncio.create_task(self._typists[chat[0]].typing(chat[1]))
            answered = asyncio.create_task(news.wait())
            try:
                await asyncio.wait({showing, answered}, timeout=REFRESH, return_when=asyncio.FIRST_COMPLETED)
                if showing.done() and (error := showing.exception()):
                    logger.warning("typing_failed chat=%s error=%s", chat_ref[:12], type(error).__name__)
                    return
            finally:
                showing.cancel()
                answered.cancel()

    def _waiting(self, session: Session, chat_ref: str) -> tuple[str, str] | None:
        """Channel and chat id of somebody who waits for the bot."""
        core = self._core
        chat = session.get(Chat, chat_ref)
        if chat is None or chat.channel not in self._typists or chat.gone:
            return None
        if standing.paused_for(session, chat_ref, core.clock()):
            return None
        recent = col(InboxRow.accepted_at) > core.clock() - AT_MOST
        query = select(InboxRow.id).where(InboxRow.chat_ref == chat_ref, col(InboxRow.state).in_(UNFINISHED), recent)
        if session.exec(query).first() is None:
            return None
        try:
            chat_id: str = core.vault.open(chat.sealed_id, f"chat|{chat_ref}")
        except SealBroken:  # said where the answer itself is to leave
            return None
        return chat.channel, chat_id
