"""Telegram calls us: the route, and the registration that keeps it coming."""

import asyncio
import hashlib
import hmac
import logging
import re
from dataclasses import dataclass, field
from time import time

from starlette.requests import Request
from starlette.routing import Route
from telegram import Bot
from telegram.error import TelegramError

from bot.backoff import backoff
from bot.channels.telegram.receiving import Receiver
from bot.channels.telegram.translate_in import ALLOWED_UPDATES, Me
from bot.channels.telegram.trouble import HINTS, Trouble, status_of
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


async def keep_hooked(
    bot: Bot, hook: Hook, me: Me, trouble: Trouble, *, first: float = 1, renew: float = RENEW
) -> None:
    """Registers the address until cancelled, however long Telegram is down; `me` learns its name."""
    failures, registered_at = 0, 0.0
    while True:
        try:
            if registered_at:
                trouble.webhook = await _told_of(bot, hook, registered_at)
            # one connection: several would overtake each other
            await bot.set_webhook(
                hook.url, secret_token=hook.secret, allowed_updates=ALLOWED_UPDATES, max_connections=1
            )
            me.username = (await bot.get_me()).username
            failures, registered_at = 0, time()
            trouble.heard()
        except Exception as error:  # whatever it was, the bot is deaf until it is done
            failures += 1
            status, kind = status_of(error), type(error).__name__
            trouble.failed(status)
            level, hint = logging.ERROR if status in HINTS else logging.WARNING, HINTS.get(status or 0, "")
            logger.log(level, "telegram_webhook_not_set failures=%s error=%s %s", failures, kind, hint)
        await asyncio.sleep(backoff(failures, first, 60) if failures else renew)


async def _told_of(bot: Bot, hook: Hook, since: float) -> str | None:
    """What became of the webhook since it was registered, UTC seconds; asked before it is set anew."""
    try:
        info = await bot.get_webhook_info()
    except TelegramError:  # to register matters more
        return None
    if info.url != hook.url:
        logger.error("telegram_webhook_taken by=%s", "another webhook" if info.url else "a poller")
        return "webhook_taken"
    if info.last_error_date is not None and info.last_error_date.timestamp() >= int(since):
        # Telegram's own words would name the address
        logger.error("telegram_webhook_failing waiting=%s", info.pending_update_count)
        return "webhook_failing"
    return None
