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
_TOO_MANY = {-32: 60.0}  # requests this minute
_SEND_FAILED, _QUOTA = -200, -211
_HUMAN = {
    -204: "the OA was closed or is not approved",
    -205: "the OA does not exist",
    -219: "the app was removed or switched off on developers.zalo.me",
    -221: "the OA is not verified",
    -223: "the OA's package does not hold this, raise it on oa.zalo.me",
    -224: "the OA's package does not include the API, raise it on oa.zalo.me",
}
_WAITS = {_SEND_FAILED: None, _QUOTA: 3600.0, **dict.fromkeys(_HUMAN, 600.0)}
_UNKNOWN_CODE_WAIT = 300.0  # nobody knows whether it passes; the 48 hours end it
# The request did not get through. Not 502, 504 or 52x: there a gateway lost Zalo's answer, and Zalo may have gone on.
_GATEWAY = frozenset({408, 429, 503})


class StaleToken(Exception):  # noqa: N818 a turn of events, answered with one refresh
    """The access token is refused."""


class Declined(DeliveryFailed):
    """A clear no to this message: without its picture it may be taken. code: Zalo's error; the HTTP status without."""

    def __init__(self, code: int, reason: str, *, permanent: bool, retry_after: float | None = None) -> None:
        super().__init__(reason, permanent=permanent, retry_after=retry_after)
        self.code = code

    def tell(self) -> None:
        """Says in the log what a person must do, where one must."""
        if self.code == _QUOTA:
            logger.error("zalo_oa_quota what_to_do=the OA's quota is used up, see oa.zalo.me; replies are kept")
        elif self.code in _HUMAN:
            what = _HUMAN[self.code]
            logger.error("zalo_oa_needs_a_person error=%s what_to_do=%s; replies are kept", self.code, what)
        elif not self.permanent and self.code not in _WAITS:
            logger.error("zalo_oa_unknown_error error=%s", self.code)


def check(answer: httpx.Response) -> dict[str, Any]:
    """The answer's data: Zalo took it. Raises StaleToken, DeliveryFailed or DeliveryUnknown."""
    if answer.status_code == 401:
        raise StaleToken
    if answer.status_code in _GATEWAY:
        raise DeliveryFailed(f"status {answer.status_code}", permanent=False)
    body, code = _read(answer)
    if code is None or (code > 0 and answer.status_code >= 500):  # Zalo's errors are negative: that is a gateway's
        if 400 <= answer.status_code < 500:
            raise Declined(answer.status_code, f"status {answer.status_code}", permanent=True)
        raise DeliveryUnknown(f"unreadable answer, status {answer.status_code}")
    if code in STALE_TOKEN:
        raise StaleToken
    if code != 0:
        raise _meaning(code)
    return as_object(body.get("data"))


def _read(answer: httpx.Response) -> tuple[dict[str, Any], int | None]:
    """The answer and its `error`; None for the latter where it is none of Zalo's."""
    try:
        body = json.loads(answer.content)
        return body, int(body["error"])
    except (ValueError, TypeError, LookupError, RecursionError):
        return {}, None


def _meaning(code: int) -> DeliveryError:
    reason = f"error {code}"
    if code in _BLOCKED:
        return DeliveryFailed(reason, permanent=True, blocked=True)
    if code in _TOO_MANY:
        return DeliveryFailed(reason, permanent=False, retry_after=_TOO_MANY[code])
    if code in _PERMANENT:
        return Declined(code, reason, permanent=True)
    return Declined(code, reason, permanent=False, retry_after=_WAITS.get(code, _UNKNOWN_CODE_WAIT))


def without_answer(error: httpx.HTTPError) -> DeliveryError:
    """When no answer came: only a request that never left may go again. The error's own text is not passed on."""
    name = type(error).__name__
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return DeliveryFailed(name, permanent=False)
    return DeliveryUnknown(name)
