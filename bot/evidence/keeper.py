"""Fetches what residents sent, at once: a platform's address of a file may die within minutes."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from weakref import WeakValueDictionary

from sqlmodel import Session, col, or_, select

from bot.backoff import backoff
from bot.channels.channel import PictureSource
from bot.content import content_of
from bot.core import Core
from bot.errors import FetchFailed, SealBroken
from bot.evidence.keeping import keep, settle
from bot.evidence.kept import Kept
from bot.incoming import Attachment, Kind
from bot.lanes import Lanes
from bot.media.shape import FILE_CAP
from bot.tables import UNFINISHED, Chat, HandOver, InboxRow, InboxState

logger = logging.getLogger(__name__)

_FETCH_TRIES = 3
_FETCH_SECONDS = 60.0
_AT_ONCE = 4  # files in memory


@dataclass(frozen=True, slots=True)
class _Waiting:
    channel: str
    attachment: Attachment


class Keeper:
    """`sources`: the channels that keep a file until it is asked for.

    late: learns of a chat whose file came after its report was sent.
    """

    def __init__(self, core: Core, sources: Mapping[str, PictureSource], late: Callable[[str], None]) -> None:
        self._core = core
        self._sources = sources
        self._late = late
        self._rows: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._free = asyncio.Semaphore(_AT_ONCE)
        self.lanes = Lanes(self._keep_all, core.settings.backoff_longest)

    async def recover(self) -> None:
        """Takes up what an earlier process left unfetched."""
        for chat_ref in await self._core.db.run(_chats_with_files):
            self.lanes.wake(chat_ref)

    async def keep(self, row_id: int) -> None:
        """Returns once it is decided what became of the message's file, if it has one. Raises nothing of its own."""
        async with self._rows.setdefault(row_id, asyncio.Lock()):
            waiting = await self._core.db.run(partial(self._waiting, row_id))
            if waiting is None:
                return
            async with self._free:
                got = await self._fetch(waiting)
                late = await self._core.db.run(partial(self._settle, row_id, got))
        logger.info("file row=%s %s", row_id, got.value if isinstance(got, Kept) else f"bytes={len(got)}")
        if late is not None:
            self._late(late)

    async def _keep_all(self, chat_ref: str) -> None:
        for row_id in await self._core.db.run(lambda s: _files_of(s, chat_ref)):
            await self.keep(row_id)

    def _waiting(self, row_id: int, session: Session) -> _Waiting | None:
        row = session.get(InboxRow, row_id)
        if row is None or row.kind != Kind.ATTACHMENT or not row.sealed:
            return None
        try:
            attachment = content_of(self._core, row).attachment
        except SealBroken:  # said where the message itself is opened
            return None
        if attachment is None or attachment.kept is not None:
            return None
        return _Waiting(session.get_one(Chat, row.chat_ref).channel, attachment)

    async def _fetch(self, waiting: _Waiting) -> bytes | Kept:
        ref, source = waiting.attachment.ref, self._sources.get(waiting.channel)
        if (waiting.attachment.size or 0) > FILE_CAP:
            return Kept.TOO_BIG
        if ref is None or source is None:
            return Kept.NOT_FETCHED
        for tries in range(1, _FETCH_TRIES + 1):
            try:
                async with asyncio.timeout(_FETCH_SECONDS):
                    return await source.fetch(ref)
            except (FetchFailed, TimeoutError) as failure:
                logger.warning("file_not_fetched try=%s error=%s", tries, type(failure).__name__)
                if isinstance(failure, FetchFailed) and failure.too_big:
                    return Kept.TOO_BIG
                if isinstance(failure, FetchFailed) and failure.permanent:
                    break
            if tries < _FETCH_TRIES:
                await asyncio.sleep(backoff(tries, self._core.settings.backoff_first, 3))
        return Kept.NOT_FETCHED

    def _settle(self, row_id: int, got: bytes | Kept, session: Session) -> str | None:
        """The chat, when a report of it was sent without this file."""
        row = session.get(InboxRow, row_id)
        if row is None or not row.sealed:  # forgotten meanwhile
            return None
        if isinstance(got, Kept):
            settle(self._core, row, got)
            return None
        keep(session, self._core, row, got)
        spans = (col(HandOver.from_id) <= row_id, col(HandOver.to_id) >= row_id)
        over = session.exec(select(HandOver).where(HandOver.chat_ref == row.chat_ref, *spans)).first()
        if over is None:
            return None
        over.done = False
        return row.chat_ref


def _chats_with_files(session: Session) -> list[str]:
    return list(session.exec(select(InboxRow.chat_ref).where(*_UNDECIDED).distinct()))


def _files_of(session: Session, chat_ref: str) -> list[int]:
    query = select(InboxRow.id).where(InboxRow.chat_ref == chat_ref, *_UNDECIDED).order_by(col(InboxRow.id))
    return [row_id for row_id in session.exec(query) if row_id is not None]


# A finished message has its file decided; one that was taken over as raw words may not.
_UNDECIDED = (
    col(InboxRow.kind) == Kind.ATTACHMENT,
    or_(col(InboxRow.state).in_(UNFINISHED), col(InboxRow.state) == InboxState.PARKED),
    col(InboxRow.sealed) != b"",
)
