"""Telegram as one of the room's channels."""

import asyncio
import contextlib
from collections.abc import Coroutine, Sequence
from typing import Any

from starlette.routing import BaseRoute
from telegram import Bot

from bot.channels.channel import InboxDoor, Traits
from bot.channels.poller_lock import PollerLock
from bot.channels.redaction import hush
from bot.channels.telegram.courtesies import Courtesies
from bot.channels.telegram.failures import is_about_form, meaning
from bot.channels.telegram.files import Files
from bot.channels.telegram.introduction import introduce
from bot.channels.telegram.line import Line
from bot.channels.telegram.polling import SILENCE, Polling
from bot.channels.telegram.receiving import Receiver
from bot.channels.telegram.tempo import Tempo
from bot.channels.telegram.translate_in import ALLOWED_UPDATES, NAME, Me
from bot.channels.telegram.translate_out import to_message, to_parts
from bot.channels.telegram.trouble import Trouble
from bot.channels.telegram.webhook import Hook, keep_hooked, route
from bot.channels.telegram.wire import LONGEST, Wire
from bot.reply import Reply
from bot.tls import tls

_SPEAKERS = (
    "telegram.Bot",
    "telegram.ext.ExtBot",
    "telegram.request.BaseRequest",
    "telegram.request.HTTPXRequest",
)


class TelegramChannel:
    """See PushChannel, PictureSource, Typist, Webhooked and Troubled. Private chats only.

    hook: how Telegram calls us; without one it is polled. lock: held while it is polled.
    silence: seconds for one answer of Telegram's, however it drips in, after which it counts as lost.
    """

    name = NAME
    traits = Traits()

    def __init__(
        self,
        token: str,
        api_url: str,
        *,
        hook: Hook | None = None,
        lock: PollerLock | None = None,
        silence: float = SILENCE,
    ) -> None:
        hush(token, *_SPEAKERS)
        base = api_url.rstrip("/")
        # reading an answer may take as long as Telegram needs: a send that timed out may still have arrived
        told = {"read_timeout": 30, "connect_timeout": 3, "pool_timeout": 5, "httpx_kwargs": {"verify": tls()}}
        self._wire = Wire(64, longest=min(LONGEST, silence), **told)
        self._bot = Bot(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot", request=self._wire)
        self._me = Me(int(token.split(":")[0]))
        self._files = Files(self._bot, f"{base}/file/bot{token}")
        self._line = Line(f"{base}/bot{token}/getUpdates", ALLOWED_UPDATES)
        self._courtesies = Courtesies(self._bot)
        self._tempo = Tempo()
        self._trouble = Trouble()
        self._hook = hook
        self._lock = lock
        self._silence = silence
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, inbox: InboxDoor) -> None:
        """Begins to receive; a Telegram that is down is tried again and again in the background."""
        if self._hook is None:
            receiver = Receiver(inbox, self._me, self._courtesies)
            polling = Polling(self._line, receiver, self._prepare, self._trouble, silence=self._silence)
            self._begin(polling.run(), "polling")
        else:
            self._begin(keep_hooked(self._bot, self._hook, self._me, self._trouble), "webhook")
        self._begin(introduce(self._bot), "introduction")

    async def stop(self) -> None:
        """What was not committed stays with Telegram and comes again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._courtesies.finish()
        await self._wire.shutdown()
        await self._line.close()
        await self._files.close()
        if self._lock is not None:
            self._lock.release()

    def routes(self, inbox: InboxDoor) -> Sequence[BaseRoute]:
        """The webhook, where there is one."""
        return [route(Receiver(inbox, self._me, self._courtesies), self._hook)] if self._hook else []

    def troubles(self) -> list[str]:
        """See Troubled."""
        return self._trouble.names()

    def parts(self, reply: Reply) -> list[Reply]:
        """See Channel."""
        return to_parts(reply)

    async def send(self, chat_id: str, part: Reply) -> None:
        """One message, never faster than Telegram wants. Raises DeliveryFailed or DeliveryUnknown."""
        message = to_message(part)
        await self._tempo.take(chat_id)
        try:
            await self._say(chat_id, message)
        except Exception as error:
            raise meaning(error) from None  # the cause's text may hold the address

    async def typing(self, chat_id: str) -> None:
        """See Typist."""
        with contextlib.suppress(Exception):
            await self._bot.send_chat_action(int(chat_id), "typing", read_timeout=5)

    async def fetch(self, ref: str) -> bytes:
        """A file by its id, at most 20 MB. Raises FetchFailed."""
        return await self._files.fetch(ref)

    async def _say(self, chat_id: str, message: dict[str, Any]) -> None:
        try:
            await self._bot.send_message(int(chat_id), **message)
        except Exception as error:
            if not is_about_form(error):
                raise
            await self._bot.send_message(int(chat_id), **message | {"entities": None})

    async def _prepare(self) -> None:
        """Polling is refused while a webhook is set; and a command may name us."""
        await self._bot.delete_webhook()
        self._me.username = (await self._bot.get_me()).username

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.append(asyncio.create_task(work, name=f"telegram {name}"))
