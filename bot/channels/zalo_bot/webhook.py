"""Zalo calls us: the door for it, and telling Zalo where the door is."""

import asyncio
import logging
import re

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from bot.backoff import backoff
from bot.channels.webhook import guarded, read_body, same
from bot.channels.zalo_bot.api import ZaloBotApi
from bot.channels.zalo_bot.failures import CallFailed
from bot.channels.zalo_bot.receiving import Receiver
from bot.errors import Refused

logger = logging.getLogger(__name__)

PATH = "/webhooks/zalo-bot"
_HEADER = "x-bot-api-secret-token"
_TRIES_TO_VERIFY = 5
_WILL_NOT = (400, 404)  # the address is none it takes, or none of its bots
_WORD = re.compile(r"[\w .-]{1,40}", re.ASCII)


def door(secret: str, receiver: Receiver) -> list[BaseRoute]:
    """The route Zalo calls. The secret is compared before anything is read; 200 comes after the commit."""

    async def receive(request: Request) -> None:
        given = request.headers.get(_HEADER)
        probing = given is None and request.headers.get("content-length") == "0"
        if probing:  # Zalo looks whether somebody is there; nothing was handed over
            return
        if not same(secret, given):
            raise Refused(401)
        if request.headers.get("content-length") == "0":
            return
        await receiver.take(await read_body(request))

    return [Route(PATH, guarded("zalo_bot", receive), methods=["POST"])]


class Registration:
    """Tells Zalo the address until Zalo has looked at it. first: seconds before the second try.

    unverified: Zalo's last look at it failed, or Zalo will not have it: no message comes.
    """

    def __init__(self, api: ZaloBotApi, public_url: str, secret: str, *, first: float = 2.0) -> None:
        self._api = api
        self._arguments = {"url": public_url.rstrip("/") + PATH, "secret_token": secret}
        self._first = first
        self.unverified = False

    async def run(self) -> None:
        """Ends when Zalo has verified the address, will not, or refuses the token."""
        tries = looks = 0
        while not self._api.refused:
            tries += 1
            try:
                verified = _verified(await self._api.call("setWebhook", self._arguments))
            except CallFailed as failure:
                logger.warning("zalo_bot_webhook_not_set try=%s code=%s", tries, failure.code)
                self.unverified = self.unverified or failure.code in _WILL_NOT
            else:
                looks += 1
                self.unverified = not verified
                if verified or looks >= _TRIES_TO_VERIFY:
                    return
            await asyncio.sleep(backoff(tries, self._first, 60))


def _verified(result: object) -> bool:
    """Zalo keeps an address also when its look at it failed; so what it saw has to be said."""
    seen = result.get("verification") if isinstance(result, dict) else None
    if not isinstance(seen, dict):
        logger.info("zalo_bot_webhook_set verified=unknown")
        return True
    if seen.get("ok") is True:
        logger.info("zalo_bot_webhook_set verified=yes")
        return True
    outcome, status = (_plain(seen.get(field)) for field in ("outcome", "status_code"))
    logger.error("zalo_bot_webhook_unverified outcome=%s status=%s: no message will come", outcome, status)
    return False


def _plain(value: object) -> str:
    return str(value) if _WORD.fullmatch(str(value)) else "?"
