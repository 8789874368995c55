"""The line that updates come in on: getUpdates over HTTP, as raw as it comes."""

import json
from collections.abc import Sequence
from typing import Any

import httpx

from bot.errors import PollRefused
from bot.tls import tls

LONG_POLL = 25  # seconds that Telegram may wait for something to tell
ANSWER_CAP = 32 * 1024 * 1024  # bytes; a hundred updates are far less


class Line:
    """One connection, opened anew whenever it breaks."""

    def __init__(self, address: str, allowed: Sequence[str]) -> None:
        self._address = address
        self._allowed = list(allowed)
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(10, connect=5, read=LONG_POLL + 10),
            limits=httpx.Limits(max_connections=2),
            follow_redirects=False,
            verify=tls(),
        )

    async def ask(self, offset: int, limit: int) -> bytes:
        """The body of a 200. Raises PollRefused or httpx.HTTPError, whose texts may hold the address."""
        question = {"offset": offset, "limit": limit, "timeout": LONG_POLL, "allowed_updates": self._allowed}
        async with self._client.stream("POST", self._address, json=question) as answer:
            body = bytearray()
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > ANSWER_CAP:
                    raise PollRefused(answer.status_code)
        if answer.status_code != 200:
            raise PollRefused(answer.status_code, _retry_after(bytes(body)))
        return bytes(body)

    async def close(self) -> None:
        """Hangs up."""
        await self._client.aclose()


def updates_in(body: bytes) -> list[object]:
    """The decoded updates of an answer. Raises ValueError or RecursionError where they cannot be decoded."""
    answer = json.loads(body)
    result = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(result, list):
        raise ValueError("not a list of updates")
    return result


def _retry_after(body: bytes) -> float | None:
    try:
        wait: Any = json.loads(body)["parameters"]["retry_after"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return min(float(wait), 600.0) if type(wait) is int and wait > 0 else None
