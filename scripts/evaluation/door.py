"""The running assistant's chat door, as a resident's phone sees it."""

import os
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

_CLIENTS = 2


class Door:
    """Every message goes in as another resident's: a session of its own."""

    def __init__(self, web: str) -> None:
        self._web = web

    @classmethod
    def running(cls) -> "Door":
        """The assistant on TINBAO_WEB_PORT; exits with a word of advice when none answers."""
        web = f"http://127.0.0.1:{os.environ.get('TINBAO_WEB_PORT') or 8080}"
        try:
            httpx.get(f"{web}/healthz", timeout=5).raise_for_status()
        except httpx.HTTPError:
            sys.exit(f"no assistant answers at {web}; start it with `make run` first")
        return cls(web)

    def ask_all(self, texts: Iterable[str], *, forwarded: bool) -> list[dict[str, Any]]:
        """For each text {"replies", "ms"}; replies are empty when the door refused."""
        with httpx.Client(base_url=self._web, timeout=60) as client, ThreadPoolExecutor(_CLIENTS) as pool:
            return list(pool.map(lambda text: _ask(client, text, forwarded), texts))

    def verdicts(self, texts: Iterable[str]) -> list[dict[str, Any]]:
        """For each text {"severity", "tactic", "tactics", "ms"}; severity is None when no verdict came."""
        return [_verdict(answer) for answer in self.ask_all(texts, forwarded=True)]


def cards(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The cards of an answer's replies, in order."""
    return [reply["card"] for reply in answer["replies"] if reply["card"]]


def _ask(client: httpx.Client, text: str, forwarded: bool) -> dict[str, Any]:
    session = client.post("/api/sessions").raise_for_status().json()["session"]
    body = {"text": text, "forwarded": True} if forwarded else {"text": text}
    started = time.perf_counter()
    answer = client.post(f"/api/sessions/{session}/messages", json=body)
    ms = (time.perf_counter() - started) * 1000
    return {"replies": answer.json()["replies"] if answer.status_code == 200 else [], "ms": round(ms, 1)}


def _verdict(answer: dict[str, Any]) -> dict[str, Any]:
    card = next((card for card in cards(answer) if card["type"] == "verdict"), {})
    return {
        "severity": card.get("severity"),
        "tactic": card.get("tactic"),
        "tactics": card.get("candidates", []),
        "ms": answer["ms"],
    }
