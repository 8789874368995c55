"""What is done with a body from Zalo, however it came: into the inbox, to the dead letters, or nowhere."""

import json
import logging
from collections.abc import Callable

from bot.channels.channel import InboxDoor
from bot.channels.stumbling import ALLOWED, STUMBLES
from bot.channels.zalo_bot.envelope import NAME, fingerprint, updates_in
from bot.channels.zalo_bot.translate_in import Group, Unreadable, understand
from bot.channels.zalo_bot.whose import chat_in
from bot.incoming import Incoming

logger = logging.getLogger(__name__)


class Receiver:
    """`decline` tells a group to write in private; it may fail, nothing waits for it."""

    def __init__(self, bot_id: str, inbox: InboxDoor, decline: Callable[[str], None]) -> None:
        self._bot_id = bot_id
        self._inbox = inbox
        self._decline = decline

    async def take(self, raw: bytes) -> bool:
        """Returns once all that the body holds is on disk; False when it brought nothing new.

        Raises what the disk raises: then nothing may be acknowledged.
        """
        if not raw.strip():
            return True
        try:
            updates = updates_in(raw)
        except ValueError:
            await self._bury(raw, "no_json")
            return True
        return any([await self._take(update) for update in updates])

    async def _take(self, update: object) -> bool:
        for tries in range(1, ALLOWED + 1):
            try:
                return await self._file(update)
            except STUMBLES as error:
                reason = type(error).__name__
                logger.error("zalo_bot_stumbled try=%s error=%s", tries, reason)
        await self._bury(update, reason)
        return True

    async def _file(self, update: object) -> bool:
        meaning = understand(update, self._bot_id)
        if isinstance(meaning, Incoming):
            return await self._inbox.accept(meaning)
        if isinstance(meaning, Unreadable):
            await self._bury(update, meaning.reason)
        if isinstance(meaning, Group) and await self._inbox.group(NAME, meaning.group_id):
            self._decline(meaning.group_id)
        return True

    async def _bury(self, update: object, reason: str) -> None:
        logger.warning("zalo_bot_unreadable reason=%s", reason)
        raw = update if isinstance(update, bytes) else json.dumps(update).encode()
        await self._inbox.bury(NAME, f"{self._bot_id}:{fingerprint(update)}", raw, reason, chat_in(update))
