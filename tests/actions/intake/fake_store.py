"""A police store in the hand of a test: it can be dead, slow, lying or in order."""

import asyncio
import json
from typing import Any

import httpx

from actions.intake.store import Store


class FakeStore:
    """`mood` is "fine", "dead", "slow", "lying", "angry" or "garbled"; `tips` holds what was accepted, by key."""

    def __init__(self) -> None:
        self.mood = "fine"
        self.tips: dict[str, Any] = {}
        self.calls = 0

    def client(self, timeout: float = 0.2) -> Store:
        transport = httpx.MockTransport(self._answer)
        return Store(httpx.AsyncClient(transport=transport, base_url="http://store", timeout=timeout), "token")

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        self.calls += 1
        if self.mood == "dead":
            raise httpx.ConnectError("refused")
        if self.mood == "slow":
            await asyncio.sleep(30)
        if self.mood == "lying":
            return httpx.Response(200, json={})
        if self.mood == "angry":
            return httpx.Response(500)
        if self.mood == "garbled":
            return httpx.Response(201, text="<html>")
        if request.url.path.startswith("/v1/receipts/"):
            return httpx.Response(404)
        if request.url.path == "/v1/units/resolve":
            return httpx.Response(200, json={"unit": None, "candidates": [{"name": "A"}, {"name": "B"}]})
        tip = json.loads(request.content)
        known = self.tips.setdefault(request.headers["idempotency-key"], tip)
        return httpx.Response(
            201, json={"code": known["code"], "unit": {"slug": "an_lao", "name": "Công an xã An Lão"}}
        )
