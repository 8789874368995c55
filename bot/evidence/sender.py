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
from bot.evidence.wording import wording
from bot.intake_client import IntakeClient, Parcel
from bot.lanes import Lanes
from bot.tables import EvidenceRow, HandOver, InboxRow

logger = logging.getLogger(__name__)

_NOTES = 0  # stands for the notes among the files' ids
_NOTES_TYPE = "text/plain; charset=utf-8"


Item = tuple[str, int]  # a report's key and an evidence id, or _NOTES


class EvidenceSender:
    """One lane per chat; a file that is refused does not hold up the others."""

    def __init__(self, core: Core, intake: IntakeClient) -> None:
        self._core = core
        self._intake = intake
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
            parcel = await self._core.db.run(partial(self._parcel, *item))
            if parcel is not None:
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
            waiting += [(over.report_key, each) for each in ids]
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
