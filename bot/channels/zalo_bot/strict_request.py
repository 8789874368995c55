"""HTTP towards the Bot API that believes an answer only when it says ok; the library believes any with status 200."""

import json
from typing import Any

from zalo_bot.error import ZaloError  # type: ignore[import-untyped]
from zalo_bot.request import HTTPXRequest  # type: ignore[import-untyped]

from bot.tls import tls

UNREADABLE = 0  # in place of a code: status 200 around something that is no answer


class NotOk(ZaloError):  # type: ignore[misc]
    """The platform's no. It derives from the library's error, for any other is wrapped there together with its text.

    code: the platform's error_code, else the HTTP status, else UNREADABLE. payload: the answer as it came.
    said: the no is in the platform's own words; else it may be a gateway's, which does not know what became of it.
    """

    def __init__(self, code: int, payload: bytes, *, said: bool) -> None:
        super().__init__(f"code {code}")
        self.code = code
        self.payload = payload
        self.said = said


class StrictRequest(HTTPXRequest):  # type: ignore[misc]
    """Times are seconds. A send that timed out may have arrived: reading may take as long as Zalo needs."""

    def __init__(self, connections: int) -> None:
        times = {"connect_timeout": 3, "read_timeout": 30, "write_timeout": 10, "pool_timeout": 10}
        super().__init__(connections, **times, httpx_kwargs={"verify": tls()})

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """See HTTPXRequest. Raises NotOk unless the answer is an object whose `ok` is true."""
        status, payload = await super().do_request(*args, **kwargs)
        answer = _object(payload)
        if answer.get("ok") is True and status < 300:
            return status, payload
        raise NotOk(_code(answer, status), payload, said=answer.get("ok") is False)


def _object(payload: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _code(answer: dict[str, Any], status: int) -> int:
    named = answer.get("error_code", answer.get("errorCode"))  # one method spells it the other way
    if answer.get("ok") is not True and isinstance(named, int | str):
        try:
            return int(named)
        except ValueError:
            pass
    return status if status >= 300 else UNREADABLE
