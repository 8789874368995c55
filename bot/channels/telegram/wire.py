"""HTTP for what we say to the Bot API."""

import asyncio
import json
from http import HTTPStatus
from typing import Any

import httpx
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import HTTPXRequest

LONGEST = 45.0  # seconds for one call, however its answer drips in; longer than the library's own limits together
_PAUSE = 5  # seconds, where a gateway says "too many" without Telegram's own number


class Wire(HTTPXRequest):
    """As the library's, but no unreadable answer gets into the log, and a broken answer counts as a lost one.

    What nobody knows the end of has an httpx error among its causes; see failures.meaning.
    """

    def __init__(self, *args: Any, longest: float = LONGEST, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._longest = longest

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """See HTTPXRequest."""
        try:
            async with asyncio.timeout(self._longest):
                status, payload = await super().do_request(*args, **kwargs)
        except TimeoutError:
            raise TimedOut from httpx.ReadTimeout("dripping answer")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:  # whoever broke down may have carried it out before
            raise NetworkError(f"status {status}") from httpx.ReadError("broken answer")
        if status == HTTPStatus.TOO_MANY_REQUESTS and not payload.lstrip().startswith(b"{"):
            raise RetryAfter(_PAUSE)
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """An answer of the Bot API. Raises TelegramError for anything else."""
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("unreadable answer") from httpx.DecodingError("no answer of Telegram's")
        return answer
