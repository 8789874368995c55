"""Before a report's files leave: pictures get a copy without metadata, and every file gets its name for good.

A copy is kept once made, and its name is written down with it: whatever dies in between, the other side sees one copy.
"""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from sqlmodel import Session, col, select

from bot.core import Core
from bot.errors import SealBroken
from bot.evidence.letter import Letter, open_letter, put_letter
from bot.evidence.listing import Filed, listing
from bot.evidence.names import copy_name, file_name, is_picture, original_name
from bot.tables import EvidenceRow, HandOver, InboxRow

logger = logging.getLogger(__name__)

COPY_TYPE = "image/jpeg"
SECONDS = 120.0

MakeCopy = Callable[[bytes], Awaitable[bytes]]


class Settling:
    """copy: a picture's bytes into a JPEG without metadata, b"" where none can be made.

    seconds: for all copies of a report; the police do not wait longer for what a copy is made of.
    """

    def __init__(self, core: Core, copy: MakeCopy, seconds: float = SECONDS) -> None:
        self._core = core
        self._copy = copy
        self._seconds = seconds

    async def settle(self, report_key: str) -> None:
        """Afterwards the letter names every file that is here now. Raises SealBroken where the letter does not open."""
        run = self._core.db.run
        new = await run(lambda session: self._new(session, report_key))
        if new is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(self._seconds):
                for each in new:
                    await self._make_copy(each)
        copies = await run(partial(self._write, report_key, new))
        logger.info("evidence_settled report=%s files=%s copies=%s", report_key[:12], len(new), copies)

    def _new(self, session: Session, report_key: str) -> list[int] | None:
        """The files without a name; None when there is nothing to write."""
        letter = open_letter(self._core, session.get_one(HandOver, report_key))
        theirs = select(EvidenceRow.id).where(EvidenceRow.report_key == report_key).order_by(col(EvidenceRow.id))
        new = [each for each in session.exec(theirs) if each is not None and str(each) not in letter.names]
        return None if letter.listed and not new else new

    async def _make_copy(self, file: int) -> None:
        original = await self._core.db.run(lambda session: self._to_copy(session, file))
        if original is None:
            return
        made = await self._copy(original)
        if made and made != original:  # two files with the same bytes are one to the other side
            await self._core.db.run(partial(self._keep, file, made))

    def _to_copy(self, session: Session, file: int) -> bytes | None:
        row = session.get(EvidenceRow, file)
        if row is None or row.handed or row.working or not is_picture(row.media_type):
            return None
        try:
            return self._core.vault.open_bytes(row.sealed, f"evidence|{_event_key(session, row)}")
        except SealBroken:  # said where it is to leave
            return None

    def _keep(self, file: int, made: bytes, session: Session) -> None:
        if row := session.get(EvidenceRow, file):
            row.working = self._core.vault.seal_bytes(made, f"working|{_event_key(session, row)}")

    def _write(self, report_key: str, new: list[int], session: Session) -> int:
        """How many copies go along."""
        over = session.get_one(HandOver, report_key)
        letter = open_letter(self._core, over)
        names, copies = dict(letter.names), dict(letter.copies)
        files: list[tuple[Filed, Filed | None]] = []
        for number, file in enumerate(new, len(names) + 1):
            if row := session.get(EvidenceRow, file):
                original, copy = self._filed(session, row, number)
                names[str(file)] = original.name
                if copy is not None:
                    copies[str(file)] = copy.name
                files.append((original, copy))
        put_letter(self._core, over, replace(_listed(letter, files), names=names, copies=copies))
        return sum(copy is not None for _, copy in files)

    def _filed(self, session: Session, row: EvidenceRow, number: int) -> tuple[Filed, Filed | None]:
        content = b""
        with suppress(SealBroken):  # then the original goes alone
            if row.working:
                content = self._core.vault.open_bytes(row.working, f"working|{_event_key(session, row)}")
        if not content:
            return Filed(file_name(number, row.media_type), row.media_type, row.size, row.sha256), None
        copy = Filed(copy_name(number), COPY_TYPE, len(content), hashlib.sha256(content).hexdigest())
        return Filed(original_name(number, row.media_type), row.media_type, row.size, row.sha256), copy


def _listed(letter: Letter, files: list[tuple[Filed, Filed | None]]) -> Letter:
    if letter.listed or letter.notes is None:
        return replace(letter, listed=True)
    return replace(letter, notes=letter.notes + listing(files), listed=True)


def _event_key(session: Session, row: EvidenceRow) -> str:
    return session.get_one(InboxRow, row.inbox_id).event_key
