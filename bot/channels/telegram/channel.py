"""Telegram as one of the room's channels."""

import asyncio
import contextlib
import logging

from telegram import Bot, Update

from bot.channels.channel import InboxDoor
from bot.channels.telegram.courtesies import Courtesies
from bot.channels.telegram.durable_queue import DurableQueue
from bot.channels.telegram.failures import meaning
from bot.channels.telegram.polling import SILENCE, Polling
from bot.channels.telegram.redaction import hush
from bot.channels.telegram.translate_in import NAME, group_of, to_incoming
from bot.channels.telegram.translate_out import to_messages
from bot.channels.telegram.wire import Wire
from bot.errors import DeliveryFailed, FetchFailed, SettingsError
from bot.media.shape import BYTES_CAP
from bot.reply import Reply
from bot.settings import Settings

logger = logging.getLogger(__name__)


class TelegramChannel:
    """See PushChannel. Private chats only; a group is told once to write in private.

    silence: seconds without an answer to polling, after which it begins anew.
    """

    name = NAME

    def __init__(self, token: str, api_url: str, *, silence: float = SILENCE) -> None:
        hush(token)
        # reading an answer may take as long as Telegram needs: a send that timed out may still have arrived
        self._sending = Wire(connections=64, read_timeout=30)
        self._wire = Wire(connections=1, read_timeout=10)
        self._bot = Bot(
            token,
            base_url=f"{api_url.rstrip('/')}/bot",
            base_file_url=f"{api_url.rstrip('/')}/file/bot",
            request=self._sending,
            get_updates_request=self._wire,
        )
        self._bot_id = int(token.split(":")[0])
        self._courtesies = Courtesies(self._bot)
        self._silence = silence
        self._polling: asyncio.Task[None] | None = None

    async def start(self, inbox: InboxDoor) -> None:
        """Begins to poll; a Telegram that is down is tried again and again in the background."""

        async def receive(update: Update) -> None:
            await self._receive(update, inbox)

        polling = Polling(self._bot, DurableQueue(receive), self._wire, silence=self._silence)
        self._polling = asyncio.create_task(polling.run(), name="telegram polling")

    async def stop(self) -> None:
        """What was not committed stays with Telegram and comes again."""
        if self._polling is not None:
            self._polling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._polling
        await self._courtesies.finish()
        await self._sending.shutdown()
        await self._wire.shutdown()

    async def send(self, chat_id: str, reply: Reply) -> None:
        """One reply, in several messages when it is long. Raises DeliveryFailed or DeliveryUnknown."""
        for message in to_messages(reply):
            try:
                await self._bot.send_message(int(chat_id), **message)
            except Exception as error:
                raise meaning(error) from None  # the cause's text may hold the address

    async def fetch(self, ref: str) -> bytes:
        """A picture by its file id. Raises FetchFailed."""
        try:
            file = await self._bot.get_file(ref)
            if (file.file_size or 0) > BYTES_CAP:
                raise FetchFailed("too big", permanent=True)
            return bytes(await file.download_as_bytearray())
        except FetchFailed:
            raise
        except Exception as error:  # the library's own text may hold the address, and the address the token
            meant = meaning(error)
            permanent = isinstance(meant, DeliveryFailed) and meant.permanent
            raise FetchFailed(type(error).__name__, permanent=permanent) from None

    async def _receive(self, update: Update, inbox: InboxDoor) -> None:
        query = update.callback_query
        if group := group_of(update):
            self._courtesies.decline(group.id)
            incoming = None
        else:
            incoming = to_incoming(update, self._bot_id)
        taken = incoming is not None and await inbox.accept(incoming)
        if query is not None:
            self._courtesies.answer(query, taken)


def build_telegram(settings: Settings) -> TelegramChannel:
    """Raises SettingsError where no usable token is set."""
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    number, _, secret = token.partition(":")
    if not (number.isascii() and number.isdigit() and secret):
        raise SettingsError("TINBAO_TELEGRAM_TOKEN must look like 123456:ABC… as BotFather gives it")
    if settings.telegram_mode != "polling":
        raise SettingsError("TINBAO_TELEGRAM_MODE: only polling is served so far; unset it or set polling")
    return TelegramChannel(token, settings.telegram_api_url)
