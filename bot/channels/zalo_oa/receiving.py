"""A webhook call: checked, read, and handed to the inbox before it is acknowledged."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request

from bot.channels.channel import InboxDoor
from bot.channels.stumbling import ALLOWED, STUMBLES
from bot.channels.webhook import read_body
from bot.channels.zalo_oa.event import Event, Unreadable, as_object, parse
from bot.channels.zalo_oa.last_seen import LastSeen
from bot.channels.zalo_oa.pulse import Pulse
from bot.channels.zalo_oa.signature import Signature
from bot.channels.zalo_oa.translate_in import GROUP, NAME, event_id_of, is_message, to_incomings
from bot.channels.zalo_oa.whose import user_in
from bot.errors import Refused
from bot.incoming import Incoming, Kind

logger = logging.getLogger(__name__)

_BY_OA = "oa_send_"
_NOT_KEPT = (_BY_OA, GROUP)  # an officer's own words, and what is said in a group
_EVENT_NAME = re.compile("[a-z0-9_]{1,64}")


@dataclass(frozen=True, slots=True)
class Receiving:
    """oa_id: events of another OA of the same app are not ours; empty takes all.

    pause: seconds of silence after an officer's own answer.
    """

    inbox: InboxDoor
    signature: Signature
    last_seen: LastSeen
    pulse: Pulse
    oa_id: str
    pause: float
    clock: Callable[[], float]

    async def receive(self, request: Request) -> None:
        """Returns once all of it is on disk. Raises Refused; anything else means that it was not stored."""
        raw = await read_body(request)
        given = request.headers.get("x-zevent-signature")
        if not given:
            raise Refused(401)
        if not self.signature.is_ours(raw, given):
            logger.warning("zalo_oa_signature_wrong what_to_do=if no call is taken, check the OA secret key and ids")
            raise Refused(403)
        self.pulse.called(request.headers.get("num_retry", ""))
        try:
            await self._survive(parse(raw, self.clock()), raw)
        except Unreadable as why:
            logger.error("zalo_oa_unreadable reason=%s", why)
            await self.inbox.bury(NAME, event_id_of(raw), raw, str(why), user_in(raw))

    async def _survive(self, event: Event, raw: bytes) -> None:
        """Raises Unreadable where we stumble over the event: Zalo would call with it until it gives the webhook up."""
        for tries in range(1, ALLOWED + 1):
            try:
                await self._take(event, raw)
                return
            except STUMBLES as error:
                reason = type(error).__name__
                logger.error("zalo_oa_stumbled try=%s error=%s", tries, reason)
        if not event.name.startswith(_NOT_KEPT):
            raise Unreadable(reason)

    async def _take(self, event: Event, raw: bytes) -> None:
        if event.name.startswith(_BY_OA):
            if event.is_of(self.oa_id):
                await self._answered_by_hand(event)
        elif event.name.startswith(GROUP):
            await self._in_a_group(event)
        elif not event.is_for(self.oa_id):
            logger.warning("zalo_oa_other_oa")
        elif event.name.startswith("anonymous_"):
            await self._bury_anonymous(event, raw)
        elif is_message(event.name):
            await self._told(to_incomings(event, raw), event)
        elif event.name == "follow":
            await self._followed(event, event_id_of(raw))
        elif event.name == "unfollow":
            await self._left(event)

    async def _told(self, incomings: list[Incoming], event: Event) -> None:
        await self.pulse.heard(self.clock())
        await self.last_seen.note(incomings[0].chat_id, event.at)  # first: the answer may leave at once
        for incoming in incomings:
            await self.inbox.accept(incoming)

    async def _followed(self, event: Event, event_id: str) -> None:
        user_id = event.identity("follower")
        await self.pulse.heard(self.clock())
        await self.last_seen.note(user_id, event.at)
        await self.inbox.back(NAME, user_id)
        await self.inbox.accept(Incoming(NAME, event_id, user_id, Kind.COMMAND, event.when, text="start"))

    async def _left(self, event: Event) -> None:
        user_id = event.identity("follower")
        await self.pulse.heard(self.clock())
        seen = await self.last_seen.of(user_id)
        if seen is None or seen <= event.at:  # a call repeated after they came back changes nothing
            await self.inbox.gone(NAME, user_id)

    async def _answered_by_hand(self, event: Event) -> None:
        """Nothing of what an officer wrote is stored, readable or not; what we sent comes by without admin_id."""
        if not as_object(event.body.get("sender")).get("admin_id"):
            return
        until = event.at + self.pause
        try:
            user_id = event.identity("recipient")
        except Unreadable as why:
            logger.error("zalo_oa_unreadable_takeover reason=%s", why)
            return
        if until > self.clock():
            await self.inbox.pause(NAME, user_id, datetime.fromtimestamp(until, UTC))

    async def _bury_anonymous(self, event: Event, raw: bytes) -> None:
        """From whom Zalo does not name: no source tells for sure whom an answer would reach."""
        logger.error("zalo_oa_anonymous event=%s", _printable(event.name))
        await self.inbox.bury(NAME, event_id_of(raw), raw, "anonymous")

    async def _in_a_group(self, event: Event) -> None:
        """Nothing of it is kept; nothing is said there, as no source tells for sure how."""
        try:
            group_id = event.identity("recipient")
        except Unreadable:
            return
        if await self.inbox.group(NAME, group_id):
            logger.warning("zalo_oa_group event=%s: nothing of it is read", _printable(event.name))


def _printable(name: str) -> str:
    return name if _EVENT_NAME.fullmatch(name) else "?"
