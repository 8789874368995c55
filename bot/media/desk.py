"""Where a message's picture becomes words on disk, once, before the message is answered."""

import asyncio
import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from sqlmodel import Session, col, func, select

from bot.backoff import backoff
from bot.channels.channel import PictureSource
from bot.content import Content
from bot.core import Core
from bot.errors import FetchFailed, SealBroken
from bot.incoming import Kind
from bot.media.reader import PictureReader
from bot.media.reading import Reading, Trouble
from bot.media.shape import BYTES_CAP
from bot.tables import UNFINISHED, Chat, InboxRow, PictureRow

logger = logging.getLogger(__name__)

WAITING_CAP = 100  # pictures that may lie unread; at 10 MB each, what a flood can do to the disk
_FETCH_TRIES = 3
_FETCH_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class _Waiting:
    channel: str
    content: Content
    picture: bytes | None


def keep(session: Session, core: Core, row: InboxRow, picture: bytes) -> None:
    """Stores the bytes, sealed, until they are read."""
    assert row.id is not None
    sealed = core.vault.seal_bytes(picture, f"picture|{row.event_key}")
    session.add(PictureRow(inbox_id=row.id, chat_ref=row.chat_ref, sealed=sealed))


def is_full(session: Session) -> bool:
    """Whether too many pictures lie unread to take another."""
    return session.exec(select(func.count(col(PictureRow.inbox_id)))).one() >= WAITING_CAP


class ReadingDesk:
    """`sources`: the channels that keep a picture until it is asked for."""

    def __init__(self, core: Core, reader: PictureReader, sources: Mapping[str, PictureSource]) -> None:
        self._core = core
        self._reader = reader
        self._sources = sources

    async def read(self, row_id: int) -> None:
        """Reads the message's picture if it has one that is still to be read, and lets the bytes go."""
        waiting = await self._core.db.run(lambda s: self._waiting(s, row_id))
        if waiting is None:
            return
        picture = waiting.picture if waiting.picture is not None else await self._fetch(waiting)
        reading = Reading(trouble=picture) if isinstance(picture, Trouble) else await self._reader.read(picture)
        digest = None if isinstance(picture, Trouble) else hashlib.sha256(picture).hexdigest()
        await self._core.db.run(partial(self._settle, row_id, waiting.content, reading, digest))
        found = reading.trouble or f"letters={len(reading.text)} codes={len(reading.codes)}"
        logger.info("picture_read row=%s %s", row_id, found)

    def _waiting(self, session: Session, row_id: int) -> _Waiting | None:
        row = session.get_one(InboxRow, row_id)
        if row.kind != Kind.ATTACHMENT or row.state not in UNFINISHED:
            return None
        try:
            content = Content.from_json(self._core.vault.open(row.sealed, f"inbox|{row.event_key}"))
            kept = session.get(PictureRow, row_id)
            picture = self._core.vault.open_bytes(kept.sealed, f"picture|{row.event_key}") if kept else None
        except SealBroken:  # said where the message itself is opened
            return None
        attachment = content.attachment
        if attachment is None or attachment.kind != "image" or content.reading is not None:
            return None
        channel = session.get_one(Chat, row.chat_ref).channel
        if picture is None and (attachment.ref is None or channel not in self._sources):
            return None
        return _Waiting(channel, content, picture)

    async def _fetch(self, waiting: _Waiting) -> bytes | Trouble:
        attachment = waiting.content.attachment
        assert attachment is not None and attachment.ref is not None
        if (attachment.size or 0) > BYTES_CAP:
            return Trouble.TOO_BIG
        for tries in range(1, _FETCH_TRIES + 1):
            try:
                async with asyncio.timeout(_FETCH_SECONDS):
                    return await self._sources[waiting.channel].fetch(attachment.ref)
            except (FetchFailed, TimeoutError) as failure:
                logger.warning("picture_not_fetched try=%s error=%s", tries, type(failure).__name__)
                if isinstance(failure, FetchFailed) and failure.permanent:
                    break
            if tries < _FETCH_TRIES:
                await asyncio.sleep(backoff(tries, self._core.settings.backoff_first, 3))
        return Trouble.NOT_FETCHED

    def _settle(self, row_id: int, content: Content, reading: Reading, digest: str | None, session: Session) -> None:
        row = session.get_one(InboxRow, row_id)
        assert content.attachment is not None
        known = replace(content.attachment, sha256=digest, ref=None)
        read = replace(content, attachment=known, reading=reading)
        row.sealed = self._core.vault.seal(read.as_json(), f"inbox|{row.event_key}")
        if kept := session.get(PictureRow, row_id):
            session.delete(kept)
