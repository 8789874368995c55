"""Three platforms as residents use them: they write, and the screen shows what arrived."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

from fastapi import Response

from tests.bot.channels.telegram import bot_api as telegram
from tests.bot.channels.zalo_bot import zalo_bot_api as zalo_bot
from tests.bot.channels.zalo_oa import zalo_oa_api as zalo_oa

Shown = tuple[int, str]  # a chat's number and a text on its screen
_READ_AGAIN = 3  # updates


class Platform(Protocol):
    """takes_files: whether residents send files here."""

    takes_files: bool

    async def write(self, chat: int, number: int, text: str, file: bytes | None) -> None:
        """Returns when the message is on its way for good."""
        ...

    def shown(self) -> list[Shown]:
        """What came on any screen since the last call."""
        ...

    def bot_died(self) -> None:
        """What the platform does about it."""
        ...


class _BotApi(telegram.BotApi):
    """Forgets what is confirmed under a lock, for residents write from another thread."""

    def __init__(self) -> None:
        super().__init__()
        self._gate = threading.Lock()

    def push(self, update: dict[str, Any] | str) -> int:
        with self._gate:
            return super().push(update)

    def _getUpdates(self, arguments: dict[str, Any]) -> Response:  # noqa: N802 the method's name
        deadline = time.monotonic() + self.long_poll
        while True:
            with self._gate:
                wait, self.long_poll = self.long_poll, 0.0
                answer = super()._getUpdates(arguments)
                self.long_poll = wait
            if self.pending or time.monotonic() > deadline:
                return answer
            time.sleep(0.02)


class Telegram:
    """By polling."""

    takes_files = True

    def __init__(self) -> None:
        self.api = _BotApi()
        self._read = 0

    def settings(self) -> dict[str, str]:
        """TINBAO_… variables."""
        return {"TINBAO_TELEGRAM_TOKEN": telegram.TOKEN, "TINBAO_TELEGRAM_API_URL": self.api.url}

    async def write(self, chat: int, number: int, text: str, file: bytes | None) -> None:
        person = telegram.LAN | {"id": 7000 + chat}
        content: dict[str, Any] = {"text": text}
        if file is not None:
            name = f"file-{chat}-{number}"
            self.api.files[name] = file
            content = {"caption": text, "voice": {"file_id": name, "file_size": len(file)}}
        where = {"id": person["id"], "type": "private", "first_name": "Lan"}
        now = int(time.time())
        self.api.message(chat=where, message_id=number, date=now, **{"from": person}, **content)

    def shown(self) -> list[Shown]:
        new = self.api.sent[self._read :]
        self._read += len(new)
        return [(int(each["chat_id"]) - 7000, str(each["text"])) for each in new]

    def bot_died(self) -> None:
        """Nothing: what was not confirmed comes again."""


class _ZaloBotApi(zalo_bot.ZaloBotServer):
    def __init__(self) -> None:
        super().__init__(token=zalo_bot.fresh_token())

    def taken(self, since: int) -> list[tuple[str, dict[str, Any]]]:
        return self._taken[since:]

    def read_again(self) -> None:
        """The last updates that were read."""
        self._pending.extendleft([self._read.pop() for _ in range(min(_READ_AGAIN, len(self._read)))])


class ZaloBot:
    """By polling. Of two contradicting accounts this is the one where what was read may come again."""

    takes_files = True

    def __init__(self) -> None:
        self.api = _ZaloBotApi()
        self._seen = 0

    def settings(self) -> dict[str, str]:
        """TINBAO_… variables."""
        return {"TINBAO_ZALO_BOT_TOKEN": self.api.token, "TINBAO_ZALO_BOT_API_URL": self.api.url}

    async def write(self, chat: int, number: int, text: str, file: bytes | None) -> None:
        who = f"a0c0{chat:012x}"
        if file is None:
            self.api.says(who, text)
        else:
            address = self.api.host(f"file-{chat}-{number}", file)
            self.api.push(zalo_bot.update("message.voice.received", who, voice_url=address, caption=text))

    def shown(self) -> list[Shown]:
        new = self.api.taken(self._seen)
        self._seen += len(new)
        return [(int(each["chat_id"][4:], 16), each["text"]) for method, each in new if method == "sendMessage"]

    def bot_died(self) -> None:
        self.api.read_again()


class ZaloOa:
    """By webhook; a chat's next message is not on its way before the last one was taken."""

    takes_files = False

    def __init__(self, webhook: str) -> None:
        self.api = zalo_oa.ZaloOaApi(webhook)
        self.api.grace = True
        self._read = 0

    def settings(self) -> dict[str, str]:
        """TINBAO_… variables."""
        return self.api.settings()

    async def write(self, chat: int, number: int, text: str, file: bytes | None) -> None:
        event = zalo_oa.by_user(f"6543219876543{chat:05d}", "user_send_text", text=text)
        while await self.api.push(event) != 200:
            self.api.webhook_on = True  # an operator switched it on again
            await asyncio.sleep(0.2)

    def shown(self) -> list[Shown]:
        new = self.api.sent[self._read :]
        self._read += len(new)
        return [(int(who[-5:]), said.text) for who, said in new]

    def bot_died(self) -> None:
        """Nothing: a call that was not answered comes again."""

    def expire_token(self) -> None:
        """The next message is refused until the bot has renewed its token."""
        self.api.access_token = ""


def hush() -> None:
    """A caller that dies is what this is about; uvicorn would print each with a traceback."""
    logging.getLogger("uvicorn.error").addFilter(lambda _: False)


@asynccontextmanager
async def platforms(web_port: int) -> AsyncIterator[tuple[Telegram, ZaloBot, ZaloOa]]:
    """All three, up."""
    three = Telegram(), ZaloBot(), ZaloOa(f"http://127.0.0.1:{web_port}/webhooks/zalo-oa")
    for each in three[:2]:
        await asyncio.to_thread(each.api.start)
    three[0].api.long_poll = 0.5
    try:
        async with three[2].api.running():
            yield three
    finally:
        for each in three[:2]:
            await asyncio.to_thread(each.api.die)
