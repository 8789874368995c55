"""When the assistant stays unusable: the resident's own words, as they are, to the police.

A report may not be refused, so what a resident chose to send is repeated until the action server has it.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlmodel import Session, col, select, update

from bot import conversation, outbox, way_back
from bot.backoff import backoff
from bot.content import content_of
from bot.core import Core
from bot.errors import IntakeFailed, SealBroken
from bot.evidence.release import release
from bot.intake_client import IntakeClient
from bot.lanes import Lanes
from bot.reply import Button, Draft
from bot.tables import InboxRow, InboxState, RawTip

logger = logging.getLogger(__name__)


def offer(core: Core, text: str, report_start: int) -> Draft:
    """A bubble whose button sends the words of the report that began with inbox row `report_start` as they are."""
    return Draft(text, (Button(core.sentences.offer_button, raw_from=report_start),))


def take_over(session: Session, core: Core, pressed: InboxRow, raw_from: int) -> str | None:
    """Books the words of the report for the police and ends it; the report key, None when nothing is left.

    raw_from: the button's; one of an earlier report sends nothing.
    A turn that is with Rasa at this moment finds its row parked and its answer is dropped.
    """
    assert pressed.id is not None
    pressed.state = InboxState.DONE
    talk = conversation.of_chat(session, pressed.chat_ref)
    waiting = _rows(session, pressed.chat_ref, talk.report_start, pressed.id - 1)
    # an earlier program's button may name a later row of the same report
    if raw_from < talk.report_start or not any(_words(core, row) for row in waiting):
        outbox.write(session, core, pressed.chat_ref, [Draft(core.sentences.raw_nothing)], pressed.id)
        return None
    tip = RawTip(
        report_key=conversation.report_key(core.vault, talk),
        chat_ref=pressed.chat_ref,
        route_token=talk.route_token,
        from_id=talk.report_start,
        to_id=pressed.id - 1,
        received_at=waiting[0].received_at,
    )
    session.add(tip)
    way_back.promise(session, talk.route_token)
    for row in waiting:
        if row.state is not InboxState.DONE:
            row.state = InboxState.PARKED
    outbox.write(session, core, pressed.chat_ref, [Draft(core.sentences.raw_accepted)], pressed.id)
    conversation.start_flow(session, talk, pressed.id, core.clock())
    _keep(session, tip, until=None)
    return tip.report_key


@dataclass(frozen=True, slots=True)
class _Parcel:
    chat_ref: str
    body: dict[str, Any]


class RawTipSender:
    """Sends each booked tip until it is acknowledged, then tells the resident the code."""

    def __init__(self, core: Core, intake: IntakeClient, replied: Callable[[str], None]) -> None:
        self._core = core
        self._intake = intake
        self._replied = replied
        self.lanes = Lanes(self._deliver, core.settings.backoff_longest)

    async def recover(self) -> None:
        """Takes up what an earlier process left unsent."""
        unsent = select(RawTip.report_key).where(col(RawTip.sent).is_(False))
        for key in await self._core.db.run(lambda session: list(session.exec(unsent))):
            self.lanes.wake(key)

    async def _deliver(self, report_key: str) -> None:
        parcel = await self._core.db.run(lambda session: self._parcel(session, report_key))
        if parcel is not None and not parcel.body["turns"]:
            logger.error("raw_tip_lost report=%s", report_key[:12])
            await self._core.db.run(partial(self._lose, report_key))
            self._replied(parcel.chat_ref)
            return
        settings, tries = self._core.settings, 0
        while parcel is not None:
            try:
                code = await self._intake.send(parcel.body)
            except IntakeFailed as failure:
                tries += 1
                logger.warning("raw_tip_waits report=%s reason=%s", report_key[:12], failure)
                await asyncio.sleep(backoff(tries, settings.backoff_first, settings.backoff_longest))
                continue
            await self._core.db.run(partial(self._tell, report_key, code))
            self._replied(parcel.chat_ref)
            return

    def _parcel(self, session: Session, report_key: str) -> _Parcel | None:
        tip = session.get(RawTip, report_key)
        if tip is None or tip.sent:
            return None
        rows = _rows(session, tip.chat_ref, tip.from_id, tip.to_id)
        body = {
            "report_key": tip.report_key,
            "route_token": tip.route_token,
            "received_at": datetime.fromtimestamp(tip.received_at, UTC).isoformat(),
            "turns": [words for row in rows if (words := _words(self._core, row))],
        }
        return _Parcel(tip.chat_ref, body)

    def _lose(self, report_key: str, session: Session) -> None:
        """Not one of the booked words can be opened any more: whoever waits for a code must know."""
        tip = session.get_one(RawTip, report_key)
        outbox.write(session, self._core, tip.chat_ref, [Draft(self._core.sentences.raw_lost)])
        _keep(session, tip, until=self._core.clock())
        session.delete(tip)

    def _tell(self, report_key: str, code: str, session: Session) -> None:
        tip = session.get_one(RawTip, report_key)
        tip.sent = True
        release(session, self._core, report_key, tip.chat_ref, code, tip.from_id, tip.to_id)
        text = self._core.sentences.raw_done.format(code=code)
        outbox.write(session, self._core, tip.chat_ref, [Draft(text, card={"type": "receipt", "code": code})])
        _keep(session, tip, until=self._core.clock() + conversation.KEEP_AFTER_FLOW)


def _rows(session: Session, chat_ref: str, from_id: int, to_id: int) -> list[InboxRow]:
    span = col(InboxRow.id).between(from_id, to_id)
    query = select(InboxRow).where(InboxRow.chat_ref == chat_ref, span).order_by(col(InboxRow.id))
    return list(session.exec(query))


def _words(core: Core, row: InboxRow) -> str | None:
    if not row.sealed:
        return None
    try:
        content = content_of(core, row)
    except SealBroken:  # the other words must not stay behind because of it
        logger.error("raw_tip_row_damaged row=%s", row.id)
        return None
    text = content.words.encode("utf-8", "replace").decode().strip()
    return text or None


def _keep(session: Session, tip: RawTip, until: float | None) -> None:
    span = col(InboxRow.id).between(tip.from_id, tip.to_id)
    session.exec(update(InboxRow).where(col(InboxRow.chat_ref) == tip.chat_ref, span).values(purge_at=until))
