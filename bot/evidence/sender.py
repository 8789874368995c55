"""Hands a sent report's files to the action server, one by one, until it has acknowledged each.

What was acknowledged is emptied here in the same transaction that remembers it: a crash in between sends a file
once more, and the other side knows it by the report's key and its hash.
"""

import asyncio
import hashlib
import logging
from functools import partial

from sqlmodel import Session, col, select

from bot.backoff import backoff
from bot.core import Core
from bot.errors import IntakeFailed, SealBroken
from bot.evidence.letter import Letter
from bot.evidence.release import owed
from bot.evidence.wording import wording
from bot.intake_client import IntakeClient, Parcel
from bot.lanes import Lanes
from bot.tables import EvidenceRow, HandOver, InboxRow

logger = logging.getLogger(__name__)

_NOTES = 0  # stands for the notes among the files' ids
_NOTES_TYPE = "text/plain; charset=utf-8"


class EvidenceSender:
    """One lane per report."""

    def __init__(self, core: Core, intake: IntakeClient) -> None:
        self._core = core
        self._intake = intake
        self.lanes = Lanes(self._deliver, core.settings.backoff_longest)

    async def recover(self) -> None:
        """Takes up what an earlier process left unsent."""
        unsent = select(HandOver.report_key).where(col(HandOver.done).is_(False))
        for key in await self._core.db.run(lambda session: list(session.exec(unsent))):
            self.lanes.wake(key)

    async def look(self, chat_ref: str) -> None:
        """The chat may have sent a report."""
        for key in await self._core.db.run(lambda session: owed(session, chat_ref)):
            self.lanes.wake(key)

    async def _deliver(self, report_key: str) -> None:
        settings, rounds = self._core.settings, 0
        while waiting := await self._core.db.run(partial(self._waiting, report_key)):
            failed = [each for each in waiting if not await self._hand(report_key, each)]
            if failed:
                rounds += 1
                await asyncio.sleep(backoff(rounds, settings.backoff_first, settings.backoff_longest))

    async def _hand(self, report_key: str, which: int) -> bool:
        try:
            parcel = await self._core.db.run(partial(self._parcel, report_key, which))
            if parcel is not None:
                await self._intake.send_file(parcel)
        except IntakeFailed as failure:
            logger.warning("evidence_waits report=%s file=%s reason=%s", report_key[:12], which, failure)
            return False
        except SealBroken:  # it will never open: the others must not wait for it
            logger.error("evidence_damaged report=%s file=%s", report_key[:12], which)
        await self._core.db.run(partial(self._handed, report_key, which))
        logger.info("evidence_handed report=%s file=%s", report_key[:12], which)
        return True

    def _waiting(self, report_key: str, session: Session) -> list[int]:
        """What is still to be sent, the notes first; closes the hand-over when that is nothing."""
        over = session.get(HandOver, report_key)
        if over is None or over.done:
            return []
        files = select(EvidenceRow.id).where(EvidenceRow.report_key == report_key, col(EvidenceRow.handed).is_(False))
        waiting = [row_id for row_id in session.exec(files.order_by(col(EvidenceRow.id))) if row_id is not None]
        if not over.notes_handed:
            waiting.insert(0, _NOTES)
        over.done = not waiting
        return waiting

    def _parcel(self, report_key: str, which: int, session: Session) -> Parcel | None:
        over = session.get_one(HandOver, report_key)
        letter = Letter(**self._core.vault.open(over.sealed, f"hand_over|{report_key}"))
        if which == _NOTES:
            content = (letter.notes or "").encode()
            digest = hashlib.sha256(content).hexdigest()
            return Parcel(report_key, letter.code, digest, wording().notes_name, _NOTES_TYPE, content)
        row = session.get(EvidenceRow, which)
        if row is None:  # forgotten meanwhile
            return None
        theirs = (col(EvidenceRow.report_key) == report_key, col(EvidenceRow.id) < which)
        earlier = list(session.exec(select(EvidenceRow.id).where(*theirs)))
        name = letter.name_of(row, late=sum(str(row_id) not in letter.names for row_id in earlier))
        event_key = session.get_one(InboxRow, row.inbox_id).event_key
        content = self._core.vault.open_bytes(row.sealed, f"evidence|{event_key}")
        return Parcel(report_key, letter.code, row.sha256, name, row.media_type, content)

    def _handed(self, report_key: str, which: int, session: Session) -> None:
        if which == _NOTES:
            session.get_one(HandOver, report_key).notes_handed = True
        elif (row := session.get(EvidenceRow, which)) is not None:
            row.handed, row.sealed, row.working = True, b"", b""
