"""Hands a sent report's files to the action server, one by one, until it has acknowledged each.

A picture goes along with its copy. What was acknowledged is emptied here in the same transaction that remembers it: a
crash in between sends a file once more, and the other side knows it by the report's key and its hash.
"""

import asyncio
import hashlib
import logging
from functools import partial

from sqlmodel import Session, col, select

from bot.backoff import backoff
from bot.core import Core
from bot.errors import IntakeFailed, SealBroken
from bot.evidence.late import may_come
from bot.evidence.letter import open_letter
from bot.evidence.settling import COPY_TYPE, MakeCopy, Settling
from bot.evidence.wording import wording
from bot.intake_client import IntakeClient, Parcel
from bot.lanes import Lanes
from bot.tables import EvidenceRow, HandOver, InboxRow

logger = logging.getLogger(__name__)

_NOTES = 0  # stands for the notes among the files' ids
_NOTES_TYPE = "text/plain; charset=utf-8"


Item = tuple[str, int]  # a report's key and an evidence id, or _NOTES


class EvidenceSender:
    """One lane per chat; a file that is refused does not hold up the others. copy: see Settling."""

    def __init__(self, core: Core, intake: IntakeClient, copy: MakeCopy) -> None:
        self._core = core
        self._intake = intake
        self._settling = Settling(core, copy)
        self.lanes = Lanes(self._deliver, core.settings.backoff_longest)

    async def recover(self) -> None:
        """Takes up what an earlier process left unsent. A wording that is wrong must stop the start, not a delivery."""
        wording()
        unsent = select(HandOver.chat_ref).where(col(HandOver.done).is_(False)).distinct()
        for chat_ref in await self._core.db.run(lambda session: list(session.exec(unsent))):
            self.lanes.wake(chat_ref)

    async def _deliver(self, chat_ref: str) -> None:
        settings, rounds = self._core.settings, 0
        while waiting := await self._core.db.run(partial(self._waiting, chat_ref)):
            failed = [item for item in waiting if not await self._hand(item)]
            if failed:
                rounds += 1
                await asyncio.sleep(backoff(rounds, settings.backoff_first, settings.backoff_longest))

    async def _hand(self, item: Item) -> bool:
        report, file = item[0][:12], item[1]
        try:
            await self._settling.settle(item[0])
            for parcel in await self._core.db.run(partial(self._parcels, *item)):
                await self._intake.send_file(parcel)
        except IntakeFailed as failure:
            logger.warning("evidence_waits report=%s file=%s reason=%s", report, file, failure)
            return False
        except SealBroken:  # it will never open: the others must not wait for it
            logger.error("evidence_damaged report=%s file=%s", report, file)
        await self._core.db.run(partial(self._handed, *item))
        logger.info("evidence_handed report=%s file=%s", report, file)
        return True

    def _waiting(self, chat_ref: str, session: Session) -> list[Item]:
        """What is still to be sent, each report's notes first; closes a hand-over that has nothing left."""
        query = select(HandOver).where(HandOver.chat_ref == chat_ref, col(HandOver.done).is_(False))
        waiting: list[Item] = []
        for over in session.exec(query.order_by(col(HandOver.released_at))).all():
            theirs = (EvidenceRow.report_key == over.report_key, col(EvidenceRow.handed).is_(False))
            files = session.exec(select(EvidenceRow.id).where(*theirs).order_by(col(EvidenceRow.id))).all()
            ids = [*([] if over.notes_handed else [_NOTES]), *(each for each in files if each is not None)]
            over.done = not ids
            if over.done and not may_come(session, self._core, over):
                over.sealed = b""
            waiting += [(over.report_key, each) for each in ids]
        return waiting

    def _parcels(self, report_key: str, which: int, session: Session) -> list[Parcel]:
        """The notes; or a file as it came, then its copy. Raises SealBroken."""
        letter = open_letter(self._core, session.get_one(HandOver, report_key))
        if which == _NOTES:
            content = (letter.notes or "").encode()
            return [_parcel(report_key, letter.code, wording().notes_name, _NOTES_TYPE, content)]
        row = session.get(EvidenceRow, which)
        if row is None:  # forgotten meanwhile
            return []
        vault, event_key = self._core.vault, session.get_one(InboxRow, row.inbox_id).event_key
        content = vault.open_bytes(row.sealed, f"evidence|{event_key}")
        parcels = [_parcel(report_key, letter.code, letter.names[str(which)], row.media_type, content)]
        if name := letter.copies.get(str(which)):
            content = vault.open_bytes(row.working, f"working|{event_key}")
            parcels.append(_parcel(report_key, letter.code, name, COPY_TYPE, content))
        return parcels

    def _handed(self, report_key: str, which: int, session: Session) -> None:
        if which == _NOTES:
            session.get_one(HandOver, report_key).notes_handed = True
        elif (row := session.get(EvidenceRow, which)) is not None:
            row.handed, row.sealed, row.working = True, b"", b""


def _parcel(report_key: str, code: str, name: str, media_type: str, content: bytes) -> Parcel:
    return Parcel(report_key, code, hashlib.sha256(content).hexdigest(), name, media_type, content)
