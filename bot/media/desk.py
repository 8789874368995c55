"""Where a message's picture becomes words on disk, once, before the message is answered."""

import logging
from dataclasses import dataclass, replace
from functools import partial

from sqlmodel import Session, select

from bot.content import Content, content_of, put_content
from bot.core import Core
from bot.errors import SealBroken
from bot.evidence.keeper import Keeper
from bot.evidence.kept import Kept
from bot.incoming import Kind
from bot.media.reader import PictureReader
from bot.media.reading import Reading, Trouble
from bot.tables import UNFINISHED, EvidenceRow, InboxRow, PictureRow

logger = logging.getLogger(__name__)

_WHY: dict[str, Trouble] = {Kept.TOO_BIG: Trouble.TOO_BIG, Kept.NO_ROOM: Trouble.NO_ROOM}  # else it did not come


@dataclass(frozen=True, slots=True)
class _Waiting:
    chat_ref: str
    content: Content
    picture: bytes | None


class ReadingDesk:
    """Reads pictures once the keeper has decided what becomes of them."""

    def __init__(self, core: Core, reader: PictureReader, keeper: Keeper) -> None:
        self._core = core
        self._reader = reader
        self._keeper = keeper

    async def read(self, row_id: int) -> None:
        """Waits for the message's file, if it has one, and reads it if it is a picture that is still to be read."""
        await self._keeper.keep(row_id)
        waiting = await self._core.db.run(lambda s: self._waiting(s, row_id))
        if waiting is None:
            return
        reading = await self._look(waiting)
        await self._core.db.run(partial(self._settle, row_id, reading))
        found = reading.trouble or f"letters={len(reading.text)} codes={len(reading.codes)}"
        logger.info("picture_read row=%s %s", row_id, found)

    def _waiting(self, session: Session, row_id: int) -> _Waiting | None:
        row = session.get_one(InboxRow, row_id)
        if row.kind != Kind.ATTACHMENT or row.state not in UNFINISHED:
            return None
        try:
            content = content_of(self._core, row)
            if content.attachment is None or content.attachment.kind != "image" or content.reading is not None:
                return None
            kept = session.exec(select(EvidenceRow).where(EvidenceRow.inbox_id == row_id)).first()
            passing = session.get(PictureRow, row_id)
            if kept is not None:
                opened = self._core.vault.open_bytes(kept.sealed, f"evidence|{row.event_key}")
                return _Waiting(row.chat_ref, content, opened)
            picture = self._core.vault.open_bytes(passing.sealed, f"picture|{row.event_key}") if passing else None
        except SealBroken:  # said where the message itself is opened
            return None
        return _Waiting(row.chat_ref, content, picture)

    async def _look(self, waiting: _Waiting) -> Reading:
        if waiting.picture is not None:
            return await self._reader.read(waiting.picture, waiting.chat_ref)
        assert waiting.content.attachment is not None
        return Reading(trouble=_WHY.get(waiting.content.attachment.kept or "", Trouble.NOT_FETCHED))

    def _settle(self, row_id: int, reading: Reading, session: Session) -> None:
        row = session.get_one(InboxRow, row_id)
        if not row.sealed:  # erased while it was read
            return
        # opened anew: an edit may have come while it was read
        put_content(self._core, row, replace(content_of(self._core, row), reading=reading))
        if passing := session.get(PictureRow, row_id):
            session.delete(passing)
