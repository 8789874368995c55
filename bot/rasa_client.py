"""Door 1: one turn with Rasa, told apart by what may have happened there."""

import asyncio
from typing import Any

import httpx
from pydantic import BaseModel, ValidationError

from bot.errors import RasaFailed, RasaForgot, RasaRefused, RasaUnreachable
from bot.tls import tls

ANSWER_CAP = 1_000_000  # bytes
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class RasaButton(BaseModel):
    """As the assistant proposed it."""

    title: str
    payload: str


class RasaItem(BaseModel):
    """One utterance."""

    text: str | None = None
    buttons: list[RasaButton] = []
    custom: dict[str, Any] | None = None


class RasaAnswer(BaseModel):
    """A finished turn."""

    instance: str
    active_loop: str | None = None
    replies: list[RasaItem]


class RasaClient:
    """Never repeats anything by itself: a turn that was sent is not idempotent."""

    def __init__(
        self,
        base_url: str,
        token: str,
        read_timeout: float = 25,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._http = httpx.AsyncClient(
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(read_timeout, connect=3),
            transport=transport,
            verify=tls(),
        )
        self._longest = read_timeout

    async def say(self, sender: str, message: str, metadata: dict[str, Any], instance: str | None) -> RasaAnswer:
        """Sends one turn. Raises a RasaError; silence and garbage are RasaFailed."""
        body = {"sender": sender, "message": message, "metadata": metadata, "instance": instance}
        status, raw = await self._post(body)
        if status == 409:
            raise RasaForgot(_instance(raw))
        if status in (400, 413):
            raise RasaRefused(f"status {status}")
        if status != 200:
            raise RasaFailed(f"status {status}")
        try:
            answer = RasaAnswer.model_validate_json(raw)
        except ValidationError:
            raise RasaFailed("unreadable answer") from None
        if not any(item.text or item.buttons or item.custom for item in answer.replies):
            raise RasaFailed("silence")
        return answer

    async def _post(self, body: dict[str, Any]) -> tuple[int, bytes]:
        raw = bytearray()
        try:
            # httpx counts time between bytes; the outer clock also stops an answer that drips
            async with (
                asyncio.timeout(self._longest + 3),
                self._http.stream("POST", "/webhooks/tinbao/webhook", json=body) as response,
            ):
                async for chunk in response.aiter_bytes():
                    raw += chunk
                    if len(raw) > ANSWER_CAP:
                        raise RasaFailed("answer too large")
                return response.status_code, bytes(raw)
        except _NEVER_SENT as error:
            raise RasaUnreachable(type(error).__name__) from None
        except (httpx.HTTPError, TimeoutError) as error:
            raise RasaFailed(type(error).__name__) from None

    async def healthy(self) -> bool:
        """Whether Rasa would take a turn now."""
        try:
            return (await self._http.get("/webhooks/tinbao/health", timeout=2)).status_code == 200
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        """Closes the connections."""
        await self._http.aclose()


class _Conflict(BaseModel):
    instance: str


def _instance(raw: bytes) -> str:
    try:
        return _Conflict.model_validate_json(raw).instance
    except ValidationError:
        raise RasaFailed("unreadable conflict") from None
