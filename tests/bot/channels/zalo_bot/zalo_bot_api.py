"""A strict Zalo Bot API on loopback: one update a poll, no offsets, a no in status 200; it fails on demand."""

import asyncio
import itertools
import json
import secrets
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from tests.serving import MortalServer


def fresh_token() -> str:
    """Where several poll on one machine: no two do with the same."""
    return f"123456789:zbsecret{secrets.token_hex(12)}"


# another in each process: tests that run beside these on one machine are no second poller of the same bot
TOKEN = fresh_token()
WEBHOOK_IS_SET = "You cannot use this API while a webhook is set. Please delete the webhook first."

_numbers = itertools.count(0x94691C36)


class ZaloBotServer(MortalServer):
    """`calls`: (method, arguments) in order. replay: read updates come again, at once, on every later poll.

    Only chats that have written, or are in `chats`, may be sent to. `files`: what the media host has, by name.
    """

    def __init__(self, *, replay: bool = False, token: str = TOKEN) -> None:
        super().__init__()
        self.token = token
        self.replay = replay
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.chats: set[str] = set()
        self.webhook: dict[str, str] | None = None
        self.verification: dict[str, Any] = {"ok": True, "outcome": "ok", "status_code": 200}
        self.files: dict[str, Response] = {}
        self.file_requests: list[dict[str, str]] = []
        self.answers_200_idle = True
        self._pending: deque[Any] = deque()
        self._read: deque[Any] = deque()
        self._faults: list[tuple[str, Response, bool]] = []
        self._taken: list[tuple[str, dict[str, Any]]] = []

    @asynccontextmanager
    async def running(self) -> AsyncIterator["ZaloBotServer"]:
        await asyncio.to_thread(self.start)
        try:
            yield self
        finally:
            await asyncio.to_thread(self.die)

    def push(self, update: Any) -> None:
        """Any JSON value, to be read by a later poll."""
        with suppress(TypeError, LookupError):
            self.chats.add(update["message"]["chat"]["id"])
        self._pending.append(update)

    def says(self, chat_id: str, text: str) -> None:
        """A resident writes."""
        self.push(text_update(chat_id, text))

    def said(self, chat_id: str) -> list[str]:
        """The texts that arrived at a resident's phone."""
        return [each["text"] for name, each in self._taken if name == "sendMessage" and each["chat_id"] == chat_id]

    def called(self, method: str) -> list[dict[str, Any]]:
        """The arguments of every call of the method, also of refused ones."""
        return [arguments for name, arguments in self.calls if name == method]

    def fault(
        self,
        method: str,
        status: int = 200,
        body: Any = None,
        times: int = 1,
        *,
        carried_out: bool = False,
        **headers: str,
    ) -> None:
        """The next calls of the method get this answer; body: JSON's value, or bytes as they are.

        carried_out: the call still does what it says; only its answer is lost.
        """
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self._faults += [(method, Response(raw, status, headers), carried_out)] * times

    @property
    def unread(self) -> int:
        return len(self._pending)

    def make_app(self) -> FastAPI:
        app = FastAPI()

        @app.api_route("/bot{token}/{method}", methods=["GET", "POST"])
        async def call(token: str, method: str, request: Request) -> Response:
            if token != self.token:
                return no(401, "Unauthorized")
            arguments = await _arguments(request)
            self.calls.append((method, arguments))
            for index, (name, answer, carried_out) in enumerate(self._faults):
                if name == method:
                    del self._faults[index]
                    if carried_out:
                        self._taken.append((method, arguments))
                    return answer
            if method == "getUpdates":
                return await self._get_updates(arguments, request)
            act = getattr(self, f"_{method}", None)
            answer = act(arguments) if act is not None else no(404, "Not Found")
            if json.loads(bytes(answer.body)).get("ok"):
                self._taken.append((method, arguments))
            return answer

        @app.get("/media/{name}")
        async def media(name: str, request: Request) -> Response:
            self.file_requests.append(dict(request.headers))
            if "referer" in request.headers or name not in self.files:
                return Response("<html>403</html>", 403)
            return self.files[name]

        return app

    def host(self, name: str, data: bytes) -> str:
        """The address of a picture on the media host."""
        self.files[name] = Response(data, media_type="application/octet-stream")
        return f"{self.url}/media/{name}"

    async def _get_updates(self, arguments: dict[str, Any], request: Request) -> Response:
        if self.webhook is not None:
            return no(400, WEBHOOK_IS_SET)
        deadline = time.monotonic() + float(arguments.get("timeout", 30))
        while time.monotonic() < deadline and not await request.is_disconnected():
            if self._pending:
                self._read.append(self._pending.popleft())
                return ok(self._read[-1])
            if self.replay and self._read:
                self._read.rotate(-1)
                return ok(self._read[-1])
            await asyncio.sleep(0.01)
        return no(408, "Request timeout", 200 if self.answers_200_idle else 408)

    def _getMe(self, _: dict[str, Any]) -> Response:
        return ok({"id": "123456789", "account_name": "bot.tinbao", "account_type": "BASIC", "can_join_groups": False})

    def _sendMessage(self, arguments: dict[str, Any]) -> Response:
        text = arguments.get("text")
        if not isinstance(text, str) or not text.strip() or len(text.encode("utf-16-le")) // 2 > 2000:
            return no(400, "Bad request: text must have 1 to 2000 characters")
        if arguments.get("chat_id") not in self.chats or set(arguments) - {"chat_id", "text", "parse_mode"}:
            return no(400, "Bad request")
        return ok({"message_id": _id(), "date": time.time_ns() // 1_000_000})

    def _sendPhoto(self, arguments: dict[str, Any]) -> Response:
        if not str(arguments.get("photo", "")).startswith(("http://", "https://")):
            return no(400, "The photo URL is invalid")
        return ok({"message_id": _id(), "date": time.time_ns() // 1_000_000})

    def _sendChatAction(self, arguments: dict[str, Any]) -> Response:
        if arguments.get("action") != "typing" or arguments.get("chat_id") not in self.chats:
            return no(400, "Bad request")
        return JSONResponse({"ok": True})

    def _setWebhook(self, arguments: dict[str, Any]) -> Response:
        url, secret = arguments.get("url", ""), arguments.get("secret_token", "")
        if not url.startswith("https://") or "localhost" in url or not 8 <= len(secret) <= 256:
            return no(400, "Bad request: url or secret_token")
        self.webhook = {"url": url, "secret_token": secret}
        return ok({"url": url, "updated_at": 1_776_919_152_762, "verification": self.verification})

    def _deleteWebhook(self, _: dict[str, Any]) -> Response:
        self.webhook = None
        return ok({"url": "", "updated_at": 1_776_919_152_762})

    def _getWebhookInfo(self, _: dict[str, Any]) -> Response:
        return ok({"url": self.webhook["url"]}) if self.webhook else no(404, "Not Found")


def text_update(chat_id: str, text: str, **changes: Any) -> dict[str, Any]:
    return update("message.text.received", chat_id, text=text, **changes)


def update(event: str, chat_id: str, **content: Any) -> dict[str, Any]:
    """As live traffic shows it: flat, milliseconds, chat and person with the same id. None leaves a field out."""
    message = {
        "message_id": _id(),
        "date": time.time_ns() // 1_000_000,
        "chat": {"id": chat_id, "chat_type": "PRIVATE"},
        "from": {"id": chat_id, "display_name": "Lan", "is_bot": False},
        **content,
    }
    return {"event_name": event, "message": {name: value for name, value in message.items() if value is not None}}


def ok(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result})


def no(code: int, description: str, status: int = 200) -> Response:
    return JSONResponse({"ok": False, "description": description, "error_code": code}, status)


def _id() -> str:
    return f"{next(_numbers):x}aef84aa113ee"


async def _arguments(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").startswith("application/json"):
        return dict(await request.json())
    async with request.form() as form:
        return {**request.query_params, **{name: str(value) for name, value in form.items()}}
