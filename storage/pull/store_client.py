"""The police door seen from an officer's machine: every answer is checked before anything is written."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx

from storage.errors import PullStopped

_LARGEST_ANSWER = 64 * 1024 * 1024
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True)
class Page:
    """Tips in the store's order, and the cursor after the last of them."""

    tips: list[dict[str, Any]]
    next: int


class StoreClient:
    """Speaks for one unit; every problem is a PullStopped that says what the officer can do.

    `deadline` is the longest a whole answer may take, in seconds: a trickle is no answer.
    """

    def __init__(
        self,
        url: str,
        token: str,
        unit: str,
        *,
        transport: httpx.BaseTransport | None = None,
        deadline: float = 60.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise PullStopped("bad_url")
        self._unit = unit
        self._deadline = deadline
        self._now = now
        self._http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"},
            timeout=min(10.0, deadline),
            transport=transport,
            trust_env=False,
        )

    def page(self, after: int) -> Page:
        """The unit's next tips after the cursor; no tips when nothing is newer."""
        answer = self._call("GET", f"/v1/tips?after={after}&limit=100")
        tips, cursor = answer.get("tips"), str(answer.get("next"))
        if not isinstance(tips, list) or not (cursor.isascii() and cursor.isdigit()) or len(cursor) > 19:
            raise PullStopped("nonsense", what="tips, next")
        for tip in tips:
            self._check(tip)
        if int(cursor) < after or (tips and int(cursor) == after):
            raise PullStopped("nonsense", what="next")
        return Page(tips, int(cursor))

    def acknowledge(self, tip_id: str) -> None:
        """Tells the store that this tip is safely on this machine; returns when the store has noted it."""
        answer = self._call("POST", f"/v1/tips/{tip_id}/ack")
        try:
            datetime.fromisoformat(str(answer.get("acknowledged_at")))
        except ValueError:
            raise PullStopped("nonsense", what="acknowledged_at") from None
        if answer.get("id") != tip_id or answer.get("state") in (None, "received"):
            raise PullStopped("nonsense", what="ack")

    def close(self) -> None:
        self._http.close()

    def _check(self, tip: Any) -> None:
        try:
            if str(UUID(tip["id"])) != tip["id"]:
                raise ValueError
        except (KeyError, TypeError, ValueError, AttributeError):
            raise PullStopped("nonsense", what="id") from None
        if tip.get("unit") != self._unit:
            raise PullStopped("wrong_unit", unit=self._unit)

    def _call(self, method: str, path: str) -> dict[str, Any]:
        started, body = self._now(), bytearray()
        try:
            with self._http.stream(method, path) as response:
                if response.status_code != 200:
                    raise PullStopped("refused", status=response.status_code)
                for chunk in response.iter_raw():
                    body += chunk
                    if len(body) > _LARGEST_ANSWER:
                        raise PullStopped("too_large")
                    if self._now() - started > self._deadline:
                        raise PullStopped("too_slow", seconds=int(self._deadline))
        except httpx.TimeoutException:
            raise PullStopped("too_slow", seconds=int(self._deadline)) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise PullStopped("unreachable", kind=type(error).__name__) from None
        try:
            answer = json.loads(bytes(body))
        except (ValueError, RecursionError):
            raise PullStopped("nonsense", what="JSON") from None
        if not isinstance(answer, dict):
            raise PullStopped("nonsense", what="JSON")
        return answer
