"""A resident at the web chat: says, presses, forwards, and sees the replies."""

from __future__ import annotations

import time
import weakref
from typing import Any

import httpx


class Resident:
    """One chat session over the real API; `replies` are the latest turn's, each {"text", "buttons", "card"}."""

    def __init__(self, web: str, timeout: float = 60.0) -> None:
        self._client = httpx.Client(base_url=web, timeout=timeout)
        weakref.finalize(self, self._client.close)
        self.session: str = self._client.post("/api/sessions").raise_for_status().json()["session"]
        self.replies: list[dict[str, Any]] = []

    def say(self, text: str) -> list[dict[str, Any]]:
        return self._send({"text": text})

    def forward(self, text: str) -> list[dict[str, Any]]:
        return self._send({"text": text, "forwarded": True})

    def press(self, title: str) -> list[dict[str, Any]]:
        """Press the button of the latest replies with this title; fails naming the buttons there are."""
        tokens = {b["title"]: b["token"] for reply in self.replies for b in reply["buttons"]}
        assert title in tokens, f"no button {title!r}; there are {sorted(tokens)}"
        return self._send({"button": tokens[title]})

    def later(self, seconds: float, containing: str) -> list[dict[str, Any]]:
        """Wait until a reply with this text has come by the side door (late replies); fails with what came."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            came = self._client.get(f"/api/sessions/{self.session}/messages", params={"after": 0}).json()["messages"]
            if any(containing in (m.get("text") or "") for m in came):
                self.replies = [m for m in came if "buttons" in m]
                return self.replies
            time.sleep(0.2)
        raise AssertionError(f"{containing!r} did not come within {seconds} s")

    @property
    def text(self) -> str:
        """All texts of the latest replies."""
        return "\n".join(reply["text"] or "" for reply in self.replies)

    @property
    def titles(self) -> list[str]:
        return [b["title"] for reply in self.replies for b in reply["buttons"]]

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [reply["card"] for reply in self.replies if reply["card"]]

    def _send(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        answer = self._client.post(f"/api/sessions/{self.session}/messages", json=body)
        assert answer.status_code == 200, f"{answer.status_code} {answer.text[:300]}"
        self.replies = answer.json()["replies"]
        return self.replies
