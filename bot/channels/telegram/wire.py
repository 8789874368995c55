"""HTTP for what we say to the Bot API."""

import json
from http import HTTPStatus
from typing import Any

import httpx
from telegram.error import TelegramError, TimedOut
from telegram.request import HTTPXRequest


class Wire(HTTPXRequest):
    """As the library's, but no unreadable answer gets into the log, and a gateway's time-out counts as our own."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """See HTTPXRequest."""
        status, payload = await super().do_request(*args, **kwargs)
        if status == HTTPStatus.GATEWAY_TIMEOUT:  # the gateway passed it on, and nobody knows how that ended
            raise TimedOut from httpx.ReadTimeout("gateway")
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """An answer of the Bot API. Raises TelegramError for anything else."""
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            raise TelegramError("unreadable answer") from None
        if not isinstance(answer, dict):
            raise TelegramError("unreadable answer")
        return answer
