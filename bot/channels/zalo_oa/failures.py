"""What Zalo's answer to a message or a picture means: taken, try again, give up, or nobody knows."""

import json
import logging
from typing import Any

import httpx

from bot.channels.zalo_oa.event import as_object
from bot.errors import DeliveryError, DeliveryFailed, DeliveryUnknown

logger = logging.getLogger(__name__)

STALE_TOKEN = frozenset({-216, -220})
# the resident: blocked the OA, is barred, or has not written for 7 days
_BLOCKED = frozenset({-213, -227, -230, -232})
# this message: refused by the resident's settings, a wrong parameter, too long
_PERMANENT = frozenset({-218, -244, -210, -201})
_AGAIN = {-32: 60.0, -200: None}  # too many requests this minute; "send failed"
_QUOTA = {-211: 3600.0}
_HUMAN = {
    -204: "the OA was closed or is not approved",
    -205: "the OA does not exist",
    -219: "the app was removed or switched off on developers.zalo.me",
    -221: "the OA is not verified",
    -223: "the OA's package does not hold this, raise it on oa.zalo.me",
    -224: "the OA's package does not include the API, raise it on oa.zalo.me",
}
_HUMAN_WAIT = 600.0
_UNKNOWN_CODE_WAIT = 300.0  # nobody knows whether it passes; the 48 hours end it
_GATEWAY = frozenset({408, 429, 502, 503})  # the request did not get through


class StaleToken(Exception):  # noqa: N818 a turn of events, answered with one refresh
    """The access token is refused."""


def check(answer: httpx.Response) -> dict[str, Any]:
    """The answer's data: Zalo took it. Raises StaleToken, DeliveryFailed or DeliveryUnknown."""
    if answer.status_code == 401:
        raise StaleToken
    if answer.status_code in _GATEWAY:
        raise DeliveryFailed(f"status {answer.status_code}", permanent=False)
    try:
        body = json.loads(answer.content)
        code = int(body["error"])
    except (ValueError, TypeError, LookupError, RecursionError):
        if 400 <= answer.status_code < 500:
            raise DeliveryFailed(f"status {answer.status_code}", permanent=True) from None
        raise DeliveryUnknown(f"unreadable answer, status {answer.status_code}") from None
    if code in STALE_TOKEN:
        raise StaleToken
    if code != 0:
        raise _meaning(code)
    return as_object(body.get("data"))


def _meaning(code: int) -> DeliveryError:
    reason = f"error {code}"
    if code in _BLOCKED:
        return DeliveryFailed(reason, permanent=True, blocked=True)
    if code in _PERMANENT:
        return DeliveryFailed(reason, permanent=True)
    if code in _AGAIN:
        return DeliveryFailed(reason, permanent=False, retry_after=_AGAIN[code])
    if code in _QUOTA:
        logger.error("zalo_oa_quota what_to_do=the OA's quota is used up, see oa.zalo.me; replies are kept")
        return DeliveryFailed(reason, permanent=False, retry_after=_QUOTA[code])
    if code in _HUMAN:
        logger.error("zalo_oa_needs_a_person error=%s what_to_do=%s; replies are kept", code, _HUMAN[code])
        return DeliveryFailed(reason, permanent=False, retry_after=_HUMAN_WAIT)
    logger.error("zalo_oa_unknown_error error=%s", code)
    return DeliveryFailed(reason, permanent=False, retry_after=_UNKNOWN_CODE_WAIT)


def without_answer(error: httpx.HTTPError) -> DeliveryError:
    """When no answer came: only a request that never left may go again. The error's own text is not passed on."""
    name = type(error).__name__
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return DeliveryFailed(name, permanent=False)
    return DeliveryUnknown(name)
