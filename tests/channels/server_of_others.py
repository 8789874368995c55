"""telegram-test-api as a process of its own, installed once from the lock file beside it."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.serving import free_port

HERE = Path(__file__).parent / "telegram_test_api"
CACHE = Path(__file__).parents[2] / "var/telegram-test-api"
TOKEN = "4242:AAHsecretsecretsecretsecretsecretsecr"


class CannotBeHad(Exception):  # noqa: N818 a reason to skip, no fault
    """Why the server is not here."""


def install() -> None:
    """Into CACHE, unless this very lock file is installed there. Raises CannotBeHad."""
    lock = (HERE / "package-lock.json").read_text(encoding="utf-8")
    done = CACHE / "installed.json"
    if not (shutil.which("node") and shutil.which("npm")):
        raise CannotBeHad("node and npm are needed")
    if done.exists() and done.read_text(encoding="utf-8") == lock:
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, CACHE)
    command = ["npm", "ci", "--ignore-scripts", "--no-fund", "--no-audit"]
    try:
        ended = subprocess.run(command, cwd=CACHE, capture_output=True, text=True, timeout=180)
    except subprocess.TimeoutExpired:
        raise CannotBeHad("npm ci took more than three minutes") from None
    if ended.returncode:
        raise CannotBeHad(f"npm ci failed: {ended.stderr[-300:]}")
    done.write_text(lock, encoding="utf-8")


class ServerOfOthers:
    """`calls` are what the bot called, but for polls."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.Client(base_url=url, timeout=20)
        self._said: list[dict[str, Any]] = []

    def writes(self, text: str) -> None:
        """Lan writes, in her private chat."""
        self._post("/sendMessage", {"from": _LAN, "chat": _CHAT, "date": int(time.time()), "text": text})

    def presses(self, title: str) -> None:
        """Lan presses the newest button of that title."""
        keyboards = [each["message"].get("reply_markup", {}).get("inline_keyboard", []) for each in self.said()]
        buttons = {button["text"]: button["callback_data"] for rows in keyboards for row in rows for button in row}
        below = {"message_id": 1, "date": int(time.time()), "chat": _CHAT, "from": _LAN, "text": "…"}
        self._post("/sendCallback", {"from": _LAN, "message": below, "data": buttons[title]})

    def said(self) -> list[dict[str, Any]]:
        """What the bot said to Lan so far, in the server's own form."""
        self._said += self._post("/getUpdates", {"token": TOKEN, "chatId": _CHAT["id"]})
        return self._said

    def texts(self) -> list[str]:
        return [each["message"]["text"] for each in self.said()]

    def calls(self, method: str) -> list[dict[str, Any]]:
        return [call["body"] for call in self._client.get("/_log").json() if call["method"] == method]

    def fault(self, method: str, status: int, body: dict[str, Any]) -> None:
        """The next call of the method is answered so."""
        self._post("/_fault", {"method": method, "n": 1, "status": status, "body": body})

    def close(self) -> None:
        self._client.close()

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        return self._client.post(path, json={"botToken": TOKEN} | body).raise_for_status().json()["result"]


_LAN = {"id": 7001, "is_bot": False, "first_name": "Lan"}
_CHAT = {"id": 7001, "type": "private", "first_name": "Lan"}


@contextmanager
def running(door: str) -> Iterator[ServerOfOthers]:
    """door: where the desk listens for its webhook."""
    port = free_port()
    environment = {**os.environ, "NODE_PATH": str(CACHE / "node_modules")}
    node = subprocess.Popen(["node", str(HERE / "server.js"), str(port), door], env=environment)
    server = ServerOfOthers(f"http://127.0.0.1:{port}")
    try:
        _wait(server, node)
        yield server
    finally:
        server.close()
        node.terminate()
        node.wait(20)


def _wait(server: ServerOfOthers, node: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            server.calls("")
            return
        except httpx.HTTPError:
            assert node.poll() is None, "the server ended at once"
            assert time.monotonic() < deadline, "the server does not answer"
        time.sleep(0.05)
