"""A platform that takes what it is sent, or fails as told."""

import asyncio
from collections import deque

from bot.channels.channel import InboxDoor, Traits
from bot.channels.numbered import numbered
from bot.errors import DeliveryFailed, DeliveryUnknown
from bot.reply import Reply
from bot.splitting import split

BLOCKED = DeliveryFailed("blocked", permanent=True, blocked=True)
REFUSED = DeliveryFailed("bad request", permanent=True)
BUSY = DeliveryFailed("busy", permanent=False)
LOST = DeliveryUnknown("no answer")


class FakeChannel:
    """`faults` are used up one a send, None meaning success.

    begun: sends that came in. hangs: the number of the send that never returns. limit: UTF-16 units of one message.
    """

    name = "telegram"

    def __init__(self, traits: Traits | None = None, limit: int = 2000) -> None:
        self.traits = traits or Traits()
        self.limit = limit
        self.sent: list[tuple[str, str]] = []
        self.messages: list[Reply] = []
        self.faults: deque[Exception | None] = deque()
        self.begun = 0
        self.hangs = 0
        self.pause = 0.0
        self.inbox: InboxDoor | None = None

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.sent]

    async def start(self, inbox: InboxDoor) -> None:
        self.inbox = inbox

    async def stop(self) -> None:
        self.inbox = None

    def parts(self, reply: Reply) -> list[Reply]:
        if self.traits.numbered:
            reply = numbered(reply, "Bác trả lời bằng số:", "Bác gõ:")
        texts = split(reply.text, self.limit)
        return [Reply(text) for text in texts[:-1]] + [Reply(text, reply.buttons, reply.card) for text in texts[-1:]]

    async def send(self, chat_id: str, part: Reply) -> None:
        self.begun += 1
        await asyncio.sleep(3600 if self.begun == self.hangs else self.pause)
        fault = self.faults.popleft() if self.faults else None
        if fault is not None:
            raise fault
        self.messages.append(part)
        self.sent.append((chat_id, part.text))
