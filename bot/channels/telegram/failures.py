"""What a failed send means: try again, give up, or nobody knows."""

from datetime import timedelta

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.errors import DeliveryError, DeliveryFailed, DeliveryUnknown

# The request did not leave: sending again cannot make a second message.
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_NOBODY_THERE = ("chat not found", "peer_id_invalid", "user not found")
_ABOUT_FORM = ("can't parse", "entit")


def meaning(error: Exception) -> DeliveryError:
    """The room's word for the library's; Telegram's own text, which may quote us, is not passed on.

    Failed is only what Telegram itself refused, or what never left.
    """
    name = type(error).__name__
    if _is_lost(error):
        return DeliveryUnknown(name)
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        return DeliveryFailed(name, permanent=False, retry_after=seconds)
    if isinstance(error, Forbidden) or _mentions(error, _NOBODY_THERE):
        return DeliveryFailed(name, permanent=True, blocked=True)
    if isinstance(error, BadRequest | ChatMigrated):  # BadRequest is a NetworkError: asked first
        return DeliveryFailed(name, permanent=True)
    if isinstance(error, TelegramError):
        return DeliveryFailed(name, permanent=False)
    return DeliveryUnknown(name)  # an answer that the library could not read


def is_about_form(error: Exception) -> bool:
    """Whether Telegram takes offence at the text's markup rather than at the message."""
    return _mentions(error, _ABOUT_FORM)


def _is_lost(error: Exception) -> bool:
    """Whether it left, and no answer of Telegram's own came back."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, httpx.HTTPError):
        cause = cause.__cause__
    return cause is not None and not isinstance(cause, _NEVER_LEFT)


def _mentions(error: Exception, marks: tuple[str, ...]) -> bool:
    return isinstance(error, BadRequest) and any(mark in str(error).lower() for mark in marks)
