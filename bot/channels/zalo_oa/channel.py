"""An agency's Zalo Official Account as one of the room's channels."""

import asyncio
import contextlib
import logging
import sqlite3
import time
from collections.abc import Callable, Sequence

import httpx
from starlette.routing import BaseRoute, Route

from bot.channels.channel import InboxDoor, Traits
from bot.channels.webhook import guarded
from bot.channels.zalo.pictures import Pictures
from bot.channels.zalo_oa import failures, window
from bot.channels.zalo_oa.last_seen import LastSeen
from bot.channels.zalo_oa.own_file import OwnFile
from bot.channels.zalo_oa.pulse import Pulse
from bot.channels.zalo_oa.receiving import Receiving
from bot.channels.zalo_oa.sending import Sending
from bot.channels.zalo_oa.signature import Keys, Signature
from bot.channels.zalo_oa.tokens import TokenKeeper
from bot.channels.zalo_oa.translate_in import NAME
from bot.channels.zalo_oa.translate_out import to_parts
from bot.channels.zalo_oa.uploads import Uploads
from bot.errors import DeliveryFailed
from bot.reply import Reply
from bot.sealing import Vault

logger = logging.getLogger(__name__)

WEBHOOK = "/webhooks/zalo-oa"
_TEND_EVERY = 60.0  # seconds
_REFUSED_TWICE_WAIT = 60.0


class ZaloOaChannel:
    """See PushChannel. `client` is this channel's own and closed with it.

    billable: whether replies that cost may leave. pause: seconds of silence after an officer's own answer.
    """

    name = NAME
    traits = Traits()

    def __init__(
        self,
        file: OwnFile,
        vault: Vault,
        keys: Keys,
        tokens: TokenKeeper,
        client: httpx.AsyncClient,
        api_url: str,
        *,
        billable: bool = False,
        pause: float = 1800,
        pictures: Pictures | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._file = file
        self._keys = keys
        self._tokens = tokens
        self._client = client
        self._billable = billable
        self._pause = pause
        self._pictures = pictures or Pictures()
        self._sending = Sending(client, api_url, Uploads(client, api_url, clock))
        self._clock = clock
        self._last_seen = LastSeen(file, vault)
        self._pulse = Pulse(file)
        self._tending: asyncio.Task[None] | None = None
        self._stopped = False

    def parts(self, reply: Reply) -> list[Reply]:
        """See Channel. More than five buttons go on in a message of their own."""
        return to_parts(reply)

    def routes(self, inbox: InboxDoor) -> Sequence[BaseRoute]:
        """The one address that Zalo calls."""
        receiving = Receiving(
            inbox, Signature(self._keys), self._last_seen, self._pulse, self._keys.oa_id, self._pause, self._clock
        )
        every = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]  # the body's reader refuses all but POST
        return [Route(WEBHOOK, guarded("zalo_oa", receiving.receive), methods=every)]

    def troubles(self) -> list[str]:
        """What only a person can mend: "refresh_token_spent", "webhook_silent"; what to do is in the log."""
        silent = self._pulse.silent(self._clock())
        return ["refresh_token_spent"] * self._tokens.spent + ["webhook_silent"] * silent

    async def start(self, inbox: InboxDoor) -> None:
        """Tends its tokens and forgets who was seen too long ago; what residents write arrives by `routes`."""
        self._tending = asyncio.create_task(self._tend(), name="zalo oa tending")

    async def stop(self) -> None:
        """Lets messages on their way arrive, and a token's renewal finish: cut off it would lose the pair."""
        if self._stopped:
            return
        self._stopped = True
        if self._tending is not None:
            self._tending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._tending
        await self._sending.stop()
        await self._tokens.close()
        await self._client.aclose()
        self._file.close()

    async def send(self, chat_id: str, part: Reply) -> None:
        """See Channel. A refused access token is renewed once and the message sent once more."""
        self._sending.check_running()
        try:
            await self._check_window(chat_id)
            token = await self._tokens.access()
            try:
                await self._sending.say(token, chat_id, part)
            except failures.StaleToken:
                await self._sending.say(await self._tokens.instead_of(token), chat_id, part)
        except failures.StaleToken:
            raise DeliveryFailed("token refused twice", permanent=False, retry_after=_REFUSED_TWICE_WAIT) from None
        except sqlite3.Error as error:  # nothing has left yet
            raise DeliveryFailed(type(error).__name__, permanent=False) from None

    async def fetch(self, ref: str) -> bytes:
        """A file by its address. Raises FetchFailed."""
        return await self._pictures.fetch(ref)

    async def _check_window(self, chat_id: str) -> None:
        seen = await self._last_seen.of(chat_id)
        try:
            window.check(seen, self._clock(), self._billable)
        except DeliveryFailed as closed:
            logger.warning("zalo_oa_not_sent reason=%s", closed)
            raise

    async def _tend(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            await self._pulse.recall()
        while True:
            for work in (self._tokens.tend, self._forget, self._look):
                try:
                    await work()
                except Exception as error:  # tending must outlive whatever one round met
                    logger.error("zalo_oa_tending_failed error=%s", type(error).__name__)
            await asyncio.sleep(_TEND_EVERY)

    async def _forget(self) -> None:
        await self._last_seen.purge(self._clock())

    async def _look(self) -> None:
        self._pulse.look(self._clock())
