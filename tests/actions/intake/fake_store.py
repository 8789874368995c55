"""A police store in the hand of a test: it can be dead, slow, lying or in order."""

import asyncio
import json
import re
from typing import Any

import httpx

from actions.intake.store import Store


class FakeStore:
    """`mood` is "fine", "dead", "slow", "lying", "angry", "garbled" or "another" (it names another file's hash).

    `tips` and `files` (raw bodies) hold what was accepted, by key; `refuse` names keys that it does not take.
    """

    def __init__(self) -> None:
        self.mood = "fine"
        self.tips: dict[str, Any] = {}
        self.files: dict[str, bytes] = {}
        self.refuse: set[str] = set()
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
        if request.url.path == "/v1/evidence":
            return self._evidence(request)
        tip = json.loads(request.content)
        known = self.tips.setdefault(request.headers["idempotency-key"], tip)
        return httpx.Response(
            201, json={"code": known["code"], "unit": {"slug": "an_lao", "name": "Công an xã An Lão"}}
        )

    def _evidence(self, request: httpx.Request) -> httpx.Response:
        key, body = request.headers["idempotency-key"], request.content
        if key in self.refuse:
            return httpx.Response(409)
        if self.mood == "another":
            return httpx.Response(201, json={"id": "e", "sha256": "0" * 64})
        self.files[key] = body
        found = re.search(rb'name="sha256"\r\n\r\n([0-9a-f]{64})', body)
        return httpx.Response(201, json={"id": "e", "sha256": found[1].decode() if found else ""})
