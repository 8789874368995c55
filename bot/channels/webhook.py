"""What every webhook asks of a request, whoever the platform, and what it answers."""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.errors import Refused

logger = logging.getLogger(__name__)

BODY_CAP = 262_144  # bytes
BODY_SECONDS = 10.0  # a platform hands over a body at once; whoever drips it is none


async def read_body(request: Request, cap: int = BODY_CAP) -> bytes:
    """The body of a POST with JSON, unchanged, at most `cap` bytes however it is cut. Raises Refused."""
    if request.method != "POST":
        raise Refused(405)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415)
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Refused(415)  # a small compressed body may hold gigabytes
    declared = request.headers.get("content-length", "0")
    if declared.isascii() and declared.isdigit() and int(declared[:18]) > cap:
        raise Refused(413)
    raw = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                raw += chunk
                if len(raw) > cap:
                    raise Refused(413)
    except (TimeoutError, ClientDisconnect):
        raise Refused(408) from None
    return bytes(raw)


def same(secret: str, given: str | None) -> bool:
    """Whether the header holds the secret, in constant time; an empty secret is never the same."""
    equal = hmac.compare_digest(secret.encode(), (given or "").encode("utf-8", "replace"))
    return equal and bool(secret)


def guarded(door: str, receive: Callable[[Request], Awaitable[None]]) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that answers 200 only after `receive` returned, i.e. after the commit. door: its name in the log.

    Refused gives its status; anything else (a full disk) gives 503, so that the platform sends it again.
    """

    async def endpoint(request: Request) -> Response:
        try:
            await receive(request)
        except Refused as refusal:
            logger.warning("webhook_refused door=%s status=%s", door, refusal.status)
            return JSONResponse({}, refusal.status, {"Allow": "POST"} if refusal.status == 405 else None)
        except Exception as error:  # whatever it was, the update is not on disk
            logger.error("webhook_not_stored door=%s error=%s", door, type(error).__name__)
            return JSONResponse({}, 503, {"Retry-After": "5"})
        return JSONResponse({})

    return endpoint
