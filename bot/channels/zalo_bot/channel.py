"""Zalo Bot as one of the room's channels."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from pathlib import Path

from starlette.routing import BaseRoute

from bot.channels.channel import InboxDoor, Traits
from bot.channels.poller_lock import PollerLock, name_of
from bot.channels.zalo.pictures import Pictures
from bot.channels.zalo_bot.api import ZaloBotApi
from bot.channels.zalo_bot.envelope import NAME
from bot.channels.zalo_bot.failures import CallFailed, meaning
from bot.channels.zalo_bot.polling import POLL, Polling
from bot.channels.zalo_bot.receiving import Receiver
from bot.channels.zalo_bot.sentences import zalo_bot_sentences
from bot.channels.zalo_bot.translate_out import to_parts
from bot.channels.zalo_bot.webhook import Registration, door
from bot.reply import Reply

logger = logging.getLogger(__name__)


class ZaloBotChannel:
    """See PushChannel, PictureSource, Typist, Webhooked and Troubled. Private chats only; a group is told so once.

    webhook: public address and secret; without it the channel polls. trusted: see Pictures. poll, first: see Polling.
    """

    name = NAME
    traits = Traits(numbered=True, frugal=True)

    def __init__(
        self,
        token: str,
        api_url: str,
        data_dir: Path,
        *,
        webhook: tuple[str, str] | None = None,
        trusted: Sequence[str] = (),
        poll: float = POLL,
        first: float = 1.0,
    ) -> None:
        self._api = ZaloBotApi(token, api_url)
        self._pictures = Pictures((*trusted, api_url))
        self._bot_id = token.partition(":")[0]
        self._webhook = webhook
        self._poll, self._first = poll, first
        self._lock_name = name_of(token, NAME)
        self._data_dir = data_dir
        self._lock: PollerLock | None = None
        self._polling: Polling | None = None
        self._registration: Registration | None = None
        self._running: asyncio.Task[None] | None = None
        self._courtesies: set[asyncio.Task[None]] = set()

    def claim(self) -> None:
        """Takes the token for this process, so that a second one serves nothing. Raises SettingsError."""
        if self._webhook is None and self._lock is None:
            self._lock = PollerLock(self._data_dir, self._lock_name)

    async def start(self, inbox: InboxDoor) -> None:
        """Begins to poll, or tells Zalo the webhook, in the background. Raises SettingsError for a second poller."""
        self.claim()
        if self._webhook is not None:
            self._registration = Registration(self._api, *self._webhook, first=self._first)
            self._running = asyncio.create_task(self._registration.run(), name="zalo bot webhook")
            return
        self._polling = Polling(self._api, self._receiver(inbox), poll=self._poll, first=self._first)
        self._running = asyncio.create_task(self._polling.run(), name="zalo bot polling")

    async def stop(self) -> None:
        """What the last poll brought is stored first: Zalo may not have it any more."""
        if self._running is not None:
            if self._polling is not None:
                await self._polling.stop(self._running)
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        await self._api.close()
        for courtesy in self._courtesies:
            courtesy.cancel()

    def routes(self, inbox: InboxDoor) -> Sequence[BaseRoute]:
        """The webhook's, none when it polls."""
        return door(self._webhook[1], self._receiver(inbox)) if self._webhook else []

    def troubles(self) -> list[str]:
        """What only a person can mend: "token_refused", "webhook_unverified"; what to do is in docs/channels.md."""
        unverified = self._registration is not None and self._registration.unverified
        return ["token_refused"] * self._api.refused + ["webhook_unverified"] * unverified

    def parts(self, reply: Reply) -> list[Reply]:
        """See Channel."""
        return to_parts(reply)

    async def send(self, chat_id: str, part: Reply) -> None:
        """Raises DeliveryFailed or DeliveryUnknown."""
        try:
            await self._api.call("sendMessage", {"chat_id": chat_id, "text": part.text})
        except CallFailed as failure:
            raise meaning(failure) from None

    async def typing(self, chat_id: str) -> None:
        """See Typist."""
        with contextlib.suppress(CallFailed):
            arguments = {"chat_id": chat_id, "action": "typing"}
            await self._api.call("sendChatAction", arguments, read_timeout=5, result=False)

    async def fetch(self, ref: str) -> bytes:
        """See PictureSource; ref is the address Zalo gave."""
        return await self._pictures.fetch(ref)

    def _receiver(self, inbox: InboxDoor) -> Receiver:
        return Receiver(self._bot_id, inbox, self._decline)

    def _decline(self, group_id: str) -> None:
        courtesy = asyncio.create_task(self._say(group_id, zalo_bot_sentences().group))
        self._courtesies.add(courtesy)
        courtesy.add_done_callback(self._courtesies.discard)

    async def _say(self, chat_id: str, text: str) -> None:
        try:
            await self._api.call("sendMessage", {"chat_id": chat_id, "text": text})
        except CallFailed as failure:
            logger.info("zalo_bot_courtesy_failed code=%s", failure.code)
