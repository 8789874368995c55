"""One part as one message of Zalo's. What only adorns the words, a picture or the form, never holds them up."""

import asyncio
import contextlib
import logging
from typing import Any

import httpx

from bot.channels.zalo_oa import failures
from bot.channels.zalo_oa.translate_out import code_to_draw, is_form, to_message
from bot.channels.zalo_oa.uploads import Uploads
from bot.errors import DeliveryFailed
from bot.receipt_picture import draw
from bot.reply import Reply

logger = logging.getLogger(__name__)

PATH = "/v3.0/oa/message/cs"
_LEAVING = 5.0  # seconds that messages on their way get when the process ends


class Sending:
    """What is on its way; `stop` lets it arrive, and nothing leaves after."""

    def __init__(self, client: httpx.AsyncClient, api_url: str, uploads: Uploads) -> None:
        self._client = client
        self._url = api_url.rstrip("/") + PATH
        self._uploads = uploads
        self._stopped = False
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def stop(self) -> None:
        """Waits a moment for what is on its way."""
        self._stopped = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), _LEAVING)

    def check_running(self) -> None:
        """Raises DeliveryFailed after `stop`."""
        if self._stopped:
            raise DeliveryFailed("stopped", permanent=False)

    async def say(self, token: str, chat_id: str, part: Reply) -> None:
        """Raises StaleToken, DeliveryFailed or DeliveryUnknown."""
        picture = await self._picture(token, code) if (code := code_to_draw(part)) else None
        self.check_running()
        if picture:
            try:
                return await self._post(token, chat_id, to_message(part, picture))
            except failures.Declined as refusal:
                logger.warning("zalo_oa_picture_refused reason=%s", refusal)
        try:
            await self._post(token, chat_id, to_message(part))
        except failures.Declined as refusal:
            if is_form(part):  # its words went before it, and the chat goes on
                logger.warning("zalo_oa_form_refused reason=%s", refusal)
                raise DeliveryFailed(str(refusal), permanent=True) from None
            refusal.tell()
            raise

    async def _picture(self, token: str, code: str) -> str | None:
        """The id of the receipt's picture, if it can be drawn and Zalo takes it."""
        try:
            png = await asyncio.to_thread(draw, code)
        except Exception as error:  # nothing has left yet, and the words need no picture
            logger.error("zalo_oa_picture_not_drawn error=%s", type(error).__name__)
            return None
        return await self._uploads.image(token, png)

    async def _post(self, token: str, chat_id: str, message: dict[str, Any]) -> None:
        body = {"recipient": {"user_id": chat_id}, "message": message}
        self._under_way += 1
        self._idle.clear()
        try:
            answer = await self._client.post(self._url, json=body, headers={"access_token": token})
        except httpx.HTTPError as error:
            raise failures.without_answer(error) from None
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()
        failures.check(answer)
