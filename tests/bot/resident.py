"""A resident who writes through the inbox and reads what comes back."""

import asyncio
import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot import outbox
from bot.channels.web.answer import answer
from bot.channels.web.shapes import ReplyOut
from bot.inbox import Receipt
from bot.incoming import Incoming, Kind
from bot.outbox import Numbered
from bot.room import Room

_numbers = itertools.count(1)


class Resident:
    def __init__(self, room: Room, name: str, channel: str = "web") -> None:
        self.room = room
        self.name = name
        self.channel = channel

    @property
    def chat_ref(self) -> str:
        return self.room.inbox.chat_ref(self.channel, self.name)

    async def writes(self, text: str | None = None, **fields: Any) -> Receipt:
        """Leaves a message and does not wait."""
        fields = {"kind": Kind.TEXT, "event_id": f"e{next(_numbers)}", "received_at": datetime.now(UTC), **fields}
        return await self.room.inbox.receive(Incoming(channel=self.channel, chat_id=self.name, text=text, **fields))

    async def says(self, text: str | None = None, **fields: Any) -> list[ReplyOut]:
        """Leaves a message and waits for its answer as the web door does."""
        return await answer(self.room.core, await self.writes(text, **fields))

    async def hears(self, text: str | None = None, **fields: Any) -> list[str]:
        return [reply.text for reply in await self.says(text, **fields)]

    async def presses(self, token: str) -> list[ReplyOut]:
        return await self.says(kind=Kind.BUTTON, button=token)

    async def history(self) -> list[Numbered]:
        core = self.room.core
        return await core.db.run(lambda s: outbox.since(s, core, self.chat_ref, 0, late_only=False))

    async def waits_for(self, seen: Callable[[list[str]], bool], seconds: float = 20) -> list[str]:
        """The texts of the history once they satisfy `seen`."""
        async with asyncio.timeout(seconds):
            while True:
                texts = [each.reply.text for each in await self.history()]
                if seen(texts):
                    return texts
                await asyncio.sleep(0.02)
