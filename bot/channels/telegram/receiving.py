"""What becomes of one raw update: into the inbox, or buried where nobody can read it."""

import hashlib
import json
import logging
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from bot.channels.channel import InboxDoor
from bot.channels.stumbling import ALLOWED, STUMBLES
from bot.channels.telegram.courtesies import Courtesies
from bot.channels.telegram.pieces import pieces
from bot.channels.telegram.shapes import Chat, Membership, Update
from bot.channels.telegram.translate_in import NAME, PRIVATE, Me
from bot.channels.telegram.whose import chat_in

logger = logging.getLogger(__name__)

_BACK = ("member", "administrator")


class Receiver:
    """`me` may learn its name later."""

    def __init__(self, inbox: InboxDoor, me: Me, courtesies: Courtesies) -> None:
        self._inbox = inbox
        self._me = me
        self._courtesies = courtesies

    async def take(self, raw: bytes) -> None:
        """One update as it came. When this returns it may be acknowledged; raises what the disk raised."""
        try:
            value = json.loads(raw)
        except (ValueError, RecursionError) as error:  # UnicodeDecodeError is one of the former
            await self.bury(raw, None, type(error).__name__)
        else:
            await self.take_decoded(value)

    async def take_decoded(self, value: object) -> None:
        """The same for an update that is already decoded."""
        try:
            update = Update.model_validate(value)
        except ValidationError as error:
            await self.bury(_encoded(value), number_of(value), type(error).__name__, chat_in(value))
            return
        for tries in range(1, ALLOWED + 1):
            try:
                await self._handle(update)
                return
            except STUMBLES as error:
                logger.warning("telegram_stumbled try=%s error=%s", tries, type(error).__name__)
                reason = type(error).__name__
        await self.bury(_encoded(value), update.update_id, reason, chat_in(value))

    async def bury(self, raw: bytes, number: int | None, reason: str, chat_id: str | None = None) -> None:
        """Keeps what cannot be read, by its number or else by its hash. Raises what the disk raised."""
        logger.error("telegram_unreadable update=%s bytes=%s error=%s", number, len(raw), reason)
        name = str(number) if number is not None else f"sha256-{hashlib.sha256(raw).hexdigest()}"
        await self._inbox.bury(NAME, f"{self._me.id}:{name}", raw, reason, chat_id)

    async def _handle(self, update: Update) -> None:
        chat, press = update.chat, update.callback_query
        taken = False
        if chat is not None and chat.type != PRIVATE:
            await self._decline(update, chat)
        elif update.my_chat_member is not None and chat is not None:
            await self._change(str(chat.id), update.my_chat_member)
        else:
            for piece in pieces(update, self._me):
                taken = await self._inbox.accept(piece)
        if press is not None:
            self._courtesies.answer(press, taken)

    async def _change(self, chat_id: str, told: Membership) -> None:
        status = told.new_chat_member.status
        if status == "kicked":  # told again, it must not cut off who has come back meanwhile
            at = None if told.date is None else datetime.fromtimestamp(told.date, UTC)
            await self._inbox.gone(NAME, chat_id, at)
        elif status in _BACK:
            await self._inbox.back(NAME, chat_id)

    async def _decline(self, update: Update, chat: Chat) -> None:
        if update.my_chat_member and update.my_chat_member.new_chat_member.status not in _BACK:
            return  # we were put out: nobody listens
        told = update.message
        onwards, before = (told.migrate_to_chat_id, told.migrate_from_chat_id) if told else (None, None)
        # a group that grew into a supergroup has two ids, and has heard it under the one
        new = [await self._inbox.group(NAME, str(each)) for each in (chat.id, onwards, before) if each is not None]
        if all(new):
            self._courtesies.decline(onwards or chat.id)


def number_of(value: object) -> int | None:
    """The update's own number, where it has a usable one."""
    number: Any = value.get("update_id") if isinstance(value, dict) else None
    return number if type(number) is int and 0 <= number < 2**53 else None


def _encoded(value: object) -> bytes:
    try:
        return json.dumps(value).encode()
    except RecursionError:  # it nests deeper than it can be written
        return b""
