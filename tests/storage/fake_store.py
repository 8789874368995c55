"""A police door made of paper for `pull`: answers as told, remembers what it was asked, can die or lie."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx


def paper_tip(**changes: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "unit": "an_lao", "code": "x", "document": {"story": "một\u2028hai \x85 ba"}} | changes


def answer(body: Any) -> httpx.Response:
    """200 with this JSON value, or with these bytes, as a stream like one from the network."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx.Response(200, stream=httpx.ByteStream(content))


class FakeStore:
    """Serves `tips` in pages of `page_size`; `instead` may answer a request differently (None = as usual)."""

    def __init__(self, tips: list[dict[str, Any]], page_size: int = 2) -> None:
        self.tips = tips
        self.page_size = page_size
        self.acknowledged: list[str] = []
        self.instead: Callable[[httpx.Request], httpx.Response | None] = lambda _: None

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        special = self.instead(request)
        if special is not None:
            return special
        if request.method == "POST":
            tip_id = request.url.path.split("/")[3]
            self.acknowledged.append(tip_id)
            at = "2026-11-21T10:00:00Z"
            return answer({"id": tip_id, "state": "acknowledged", "acknowledged_at": at})
        after = int(request.url.params["after"])
        page = self.tips[after : after + self.page_size]
        return answer({"tips": page, "next": str(after + len(page))})
