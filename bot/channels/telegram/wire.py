"""HTTP towards the Bot API: notes when it was last heard; no single update blocks the ones around it."""

import asyncio
import json
import logging
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

logger = logging.getLogger(__name__)


class Wire(HTTPXRequest):
    """`heard` is set by each answer with status 200. Times are seconds."""

    def __init__(self, *, connections: int, read_timeout: float) -> None:
        super().__init__(connections, read_timeout=read_timeout, connect_timeout=3, pool_timeout=5)
        self.heard = asyncio.Event()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """See HTTPXRequest."""
        status, payload = await super().do_request(*args, **kwargs)
        if status == 200:
            self.heard.set()
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As the parent, but no unreadable answer gets into the log, and unreadable updates are emptied."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("unreadable answer") from None
        if not isinstance(answer, dict):
            raise TelegramError("unreadable answer")
        if isinstance(answer.get("result"), list):
            answer["result"] = [_readable(item) for item in answer["result"]]
        return answer


def _readable(update: Any) -> Any:
    """The update, or only its number, so that the offset can pass it."""
    if not isinstance(update, dict) or "update_id" not in update:
        return update
    try:
        Update.de_json(update, None)
    except Exception as error:  # whatever the library makes of a shape it does not know
        number = update["update_id"]
        logger.error("telegram_unreadable update=%s error=%s", number, type(error).__name__)
        return {"update_id": number}
    return update
