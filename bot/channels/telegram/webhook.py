"""Telegram calls us: the route, and the registration that keeps it coming."""

import asyncio
import hashlib
import hmac
import logging
import re
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.routing import Route
from telegram import Bot

from bot.backoff import backoff
from bot.channels.telegram.receiving import Receiver
from bot.channels.telegram.translate_in import ALLOWED_UPDATES, Me
from bot.channels.webhook import guarded, read_body, same
from bot.errors import Refused, SettingsError
from bot.settings import Settings

logger = logging.getLogger(__name__)

PATH = "/webhooks/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
RENEW = 1800.0  # seconds; somebody who polls for a moment takes the webhook away without a word

_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


@dataclass(frozen=True, slots=True)
class Hook:
    """url: where Telegram calls. secret: what its calls must bring along."""

    url: str
    secret: str = field(repr=False)


def hook_of(settings: Settings, token: str) -> Hook:
    """Raises SettingsError without an https address, or with a secret that Telegram would not take."""
    if settings.public_url is None or not settings.public_url.startswith("https://"):
        raise SettingsError("TINBAO_PUBLIC_URL must be the https:// address of this desk, or poll instead")
    if settings.telegram_secret is not None:
        secret = settings.telegram_secret.get_secret_value()
    else:  # known to nobody who does not hold the token
        secret = hmac.new(token.encode(), b"tinbao telegram webhook", hashlib.sha256).hexdigest()
    if not _SECRET.fullmatch(secret):
        raise SettingsError("TINBAO_TELEGRAM_SECRET must be 16 to 256 letters, digits, _ or -")
    return Hook(settings.public_url.rstrip("/") + PATH, secret)


def route(receiver: Receiver, hook: Hook) -> Route:
    """Asks for the secret before it reads a byte, and answers 200 after the commit."""

    async def receive(request: Request) -> None:
        if not same(hook.secret, request.headers.get(HEADER)):
            raise Refused(401)
        await receiver.take(await read_body(request))

    return Route(PATH, guarded("telegram", receive), methods=["POST"])


async def keep_hooked(bot: Bot, hook: Hook, me: Me, *, first: float = 1, renew: float = RENEW) -> None:
    """Registers the address until cancelled, however long Telegram is down; `me` learns its name."""
    failures = 0
    while True:
        try:
            # one connection: several would overtake each other
            await bot.set_webhook(
                hook.url, secret_token=hook.secret, allowed_updates=ALLOWED_UPDATES, max_connections=1
            )
            me.username = (await bot.get_me()).username
            failures = 0
        except Exception as error:  # whatever it was, the bot is deaf until it is done
            failures += 1
            logger.warning("telegram_webhook_not_set failures=%s error=%s", failures, type(error).__name__)
        await asyncio.sleep(backoff(failures, first, 60) if failures else renew)
