"""The durable inbox: a message is on disk before anybody says that it arrived."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlmodel import Session, col, func, select

from bot import conversation, dead_letters, editing, old_events, outbox, raw_tips, standing, way_back
from bot.content import Content
from bot.core import WEB, Core
from bot.evidence import disk_share, keeping
from bot.incoming import Incoming, Kind
from bot.pressing import pressed
from bot.reply import Draft
from bot.tables import UNFINISHED, Chat, InboxRow, InboxState

logger = logging.getLogger(__name__)

_RESTED = 30.0  # seconds between two messages of somebody who was asked to wait a minute
_SLUG = re.compile("[a-z0-9_]{1,64}")  # a commune's, out of a deep link that anybody may have written


class Arrival(Enum):
    """What became of an update."""

    NEW = "new"
    REPEAT = "repeat"
    QUEUE_FULL = "queue_full"


@dataclass(frozen=True, slots=True)
class Receipt:
    """row: the inbox id of the (first) arrival; 0 when the queue was full, or the first one is forgotten."""

    arrival: Arrival
    chat_ref: str
    row: int = 0


class Inbox:
    """The door for channels. `wake` learns of every chat that has something new to do."""

    def __init__(self, core: Core, wake: Callable[[str], None], wake_raw_tip: Callable[[str], None]) -> None:
        self._core = core
        self._wake = wake
        self._wake_raw_tip = wake_raw_tip

    def chat_ref(self, channel: str, chat_id: str) -> str:
        """The only name of a chat that may be stored in the clear or logged."""
        return self._core.vault.pseudonym("chat", channel, chat_id)

    async def accept(self, incoming: Incoming) -> bool:
        """Commits; True when the message is new. See InboxDoor."""
        return (await self.receive(incoming)).arrival is Arrival.NEW

    async def receive(self, incoming: Incoming) -> Receipt:
        """Commits, and tells which row holds the message, also for a repeat."""
        chat_ref = self.chat_ref(incoming.channel, incoming.chat_id)
        receipt, raw_tip = await self._core.db.run(lambda session: self._store(session, chat_ref, incoming))
        logger.info("received chat=%s row=%s arrival=%s", chat_ref[:12], receipt.row, receipt.arrival.value)
        if receipt.arrival is not Arrival.REPEAT:
            self._core.bell.ring(chat_ref)
            self._wake(chat_ref)
        if raw_tip:
            self._wake_raw_tip(raw_tip)
        return receipt

    async def bury(self, channel: str, event_id: str, raw: bytes, reason: str, chat_id: str | None = None) -> None:
        """See InboxDoor."""
        whose = self.chat_ref(channel, chat_id) if chat_id else None
        if await self._core.db.run(lambda s: dead_letters.bury(s, self._core, channel, event_id, raw, reason, whose)):
            logger.error("dead_letter channel=%s reason=%s", channel, reason)

    async def gone(self, channel: str, chat_id: str, at: datetime | None = None) -> None:
        """See InboxDoor."""
        when = at.timestamp() if at else None
        await self._core.db.run(lambda s: standing.leave(s, self.chat_ref(channel, chat_id), when))

    async def back(self, channel: str, chat_id: str) -> None:
        """See InboxDoor."""
        chat_ref = self.chat_ref(channel, chat_id)
        await self._core.db.run(lambda s: standing.come_back(s, chat_ref))
        self._wake(chat_ref)  # what was said meanwhile may leave

    async def pause(self, channel: str, chat_id: str, until: datetime) -> None:
        """See InboxDoor."""
        await self._core.db.run(lambda s: self._pause(s, channel, chat_id, until.timestamp()))
        self._core.bell.ring(self.chat_ref(channel, chat_id))  # a lane that rests must look again

    async def group(self, channel: str, group_id: str) -> bool:
        """See InboxDoor."""
        group_ref = self._core.vault.pseudonym("group", channel, group_id)
        return await self._core.db.run(lambda s: standing.is_new_group(s, group_ref, channel, self._core.clock()))

    def _pause(self, session: Session, channel: str, chat_id: str, until: float) -> None:
        # the person may have written first; what they do is no reason to hold the resident's name
        chat = conversation.find_or_expect(session, self.chat_ref(channel, chat_id), channel, self._core.clock())
        chat.paused_until = max(chat.paused_until, until)  # a repeat of an older event ends nobody's talk

    def _store(self, session: Session, chat_ref: str, incoming: Incoming) -> tuple[Receipt, str | None]:
        core = self._core
        event_key = core.vault.pseudonym("event", incoming.channel, incoming.event_id)
        known = session.exec(select(InboxRow.id).where(InboxRow.event_key == event_key)).first()
        if known is not None:
            return Receipt(Arrival.REPEAT, chat_ref, known), None
        if incoming.channel != WEB and old_events.is_one(session, event_key):  # a page waits for an answer
            return Receipt(Arrival.REPEAT, chat_ref), None
        rested = self._has_rested(session, chat_ref)
        chat = conversation.find_or_open(session, chat_ref, incoming.channel, core.clock())
        sealed_id = b"" if chat.channel == WEB else core.vault.seal(incoming.chat_id, f"chat|{chat_ref}")
        chat.gone = False  # who writes can be reached
        waiting, cap = self._waiting(session, chat_ref), core.settings.queue_cap
        full = waiting >= cap or (incoming.picture is not None and disk_share.is_full(session, chat_ref))
        if full and not self._sends_raw_words(session, chat_ref, incoming):
            way_back.lend(session, chat, sealed_id)
            self._say_full(session, chat, rested)
            return Receipt(Arrival.QUEUE_FULL, chat_ref), None
        if waiting <= cap // 2:  # said once, not again after each answer
            chat.told_full = False
        message_key = editing.key(core, chat_ref, incoming)
        if incoming.kind is Kind.EDITED:
            if earlier := editing.edited(session, core, message_key):
                row = self._add(session, chat_ref, incoming, event_key, Content(Kind.EDITED), InboxState.DONE)
                assert row.id is not None
                way_back.stay(session, chat, sealed_id)
                editing.keep(session, core, *earlier, incoming.text or "", row.id)
                return Receipt(Arrival.NEW, chat_ref, row.id), None
            incoming = editing.as_new(incoming)
        if incoming.start and _SLUG.fullmatch(incoming.start):
            chat.commune = incoming.start
        button = pressed(session, core, chat_ref, incoming)
        content = Content.pressed(button.payload, button.title, button.question) if button else Content.of(incoming)
        sends_raw_words = button is not None and button.raw_from is not None
        hold = way_back.lend if way_back.presses_nothing(content) and not sends_raw_words else way_back.stay
        hold(session, chat, sealed_id)
        row = self._add(session, chat_ref, incoming, event_key, content)
        assert row.id is not None
        editing.remember(session, message_key, row)
        if incoming.picture is not None:
            keeping.keep(session, core, row, incoming.picture)
        raw_tip = None
        if button is not None and button.raw_from is not None:
            # not through the queue: it is pressed exactly when the queue does not move
            raw_tip = raw_tips.take_over(session, core, row, button.raw_from)
        return Receipt(Arrival.NEW, chat_ref, row.id), raw_tip

    def _add(
        self,
        session: Session,
        chat_ref: str,
        incoming: Incoming,
        event_key: str,
        content: Content,
        state: InboxState = InboxState.NEW,
    ) -> InboxRow:
        album = incoming.album and self._core.vault.pseudonym("album", chat_ref, incoming.album)
        row = InboxRow(
            event_key=event_key,
            chat_ref=chat_ref,
            kind=content.kind,
            forwarded=incoming.forwarded,
            album=album or None,
            sealed=self._core.vault.seal(content.as_json(), f"inbox|{event_key}"),
            received_at=incoming.received_at.timestamp(),
            accepted_at=self._core.clock(),
            state=state,
        )
        session.add(row)
        session.flush()
        return row

    def _waiting(self, session: Session, chat_ref: str) -> int:
        theirs = (col(InboxRow.chat_ref) == chat_ref, col(InboxRow.state).in_(UNFINISHED))
        return session.exec(select(func.count()).where(*theirs)).one()

    def _sends_raw_words(self, session: Session, chat_ref: str, incoming: Incoming) -> bool:
        """Whether it presses the button for a queue that does not move; looks without pressing it."""
        with session.begin_nested() as look:
            button = pressed(session, self._core, chat_ref, incoming)
            look.rollback()
        return button is not None and button.raw_from is not None

    def _has_rested(self, session: Session, chat_ref: str) -> bool:
        chat = session.get(Chat, chat_ref)
        return chat is not None and self._core.clock() - chat.last_at >= _RESTED

    def _say_full(self, session: Session, chat: Chat, rested: bool) -> None:
        """Once in a flood; again to who waited as asked: they would take silence for stored."""
        if (rested or not chat.told_full) and chat.channel != WEB:  # the web door says it in its own answer
            chat.told_full = True
            outbox.write(session, self._core, chat.chat_ref, [Draft(self._core.sentences.queue_full)])
