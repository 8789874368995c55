"""A strict Bot API on loopback: honours offsets, pushes to webhooks, refuses as Telegram does, fails on demand.

By itself: `async with bot_api(port) as api: api.push({"message": message(text="…")}); api.said(7001)`.
"""

import asyncio
import itertools
import json
import re
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from tests.serving import MortalServer

TOKEN = "4242:AAHsecretsecretsecretsecretsecretsecr"
LAN = {"id": 7001, "is_bot": False, "first_name": "Lan"}
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Cut(Response):
    """The request was read and may have been carried out; then the connection breaks off."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"500")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"ok"', "more_body": True})


class Garbled(Response):
    """The request was carried out; then a gateway answers in its place."""


class BotApi(MortalServer):
    """`calls` are (method, arguments) in order; `faults[method]` are answers to give first, oldest first.

    pending: what a poll or the webhook still has to take, as raw JSON, which may be broken on purpose; happened: all.
    door: where the desk really listens, in place of the public address that it registers. slow: seconds by method.
    """

    def __init__(self, port: int | None = None) -> None:
        super().__init__()
        if port is not None:
            self.port, self.url = port, f"http://127.0.0.1:{port}"
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.times: list[tuple[str, float]] = []
        self.faults: dict[str, list[Response]] = {}
        self.slow: dict[str, float] = {}
        self.pending: list[tuple[int, str]] = []
        self.happened: list[tuple[int, str]] = []
        self.confirmed = 0
        self.files: dict[str, bytes] = {}
        self.file_paths: dict[str, str] = {}
        self.hook: dict[str, Any] | None = None
        self.hook_failed_at = 0
        self.door: str | None = None
        self.pushed: list[int] = []
        self.long_poll = 0.2  # seconds
        self._poll = object()
        self.sent: list[dict[str, Any]] = []
        self._numbers = itertools.count(900)
        self._numbering = threading.Lock()
        self._message_ids = itertools.count(50_000)
        self._pushing = threading.Event()

    def start(self) -> None:
        """Listens, and serves the webhook if one is registered."""
        super().start()
        self._pushing.clear()
        threading.Thread(target=self._push_all, daemon=True).start()

    def die(self) -> None:
        """Stops at once, cutting every connection."""
        self._pushing.set()
        super().die()

    def push(self, update: dict[str, Any] | str) -> int:
        """Something happened; returns the update's number. A str is raw JSON with %d where the number belongs."""
        with self._numbering:  # a crowd writes at once, and a poll confirms all numbers up to one
            number = next(self._numbers)
            raw = (
                update.replace("%d", str(number))
                if isinstance(update, str)
                else json.dumps({"update_id": number} | update)
            )
            self.pending.append((number, raw))
            self.happened.append((number, raw))
            return number

    def renumber(self, first: int) -> None:
        """The next update has this number, and so on."""
        self._numbers = itertools.count(first)

    def update(self, **content: Any) -> int:
        """As `push`, by keyword."""
        return self.push(content)

    def message(self, **content: Any) -> int:
        """Lan wrote in her private chat, unless `chat` says otherwise."""
        return self.update(message=message(**content))

    def press(self, data: str | None, **content: Any) -> int:
        """Lan pressed a button; without data, one of a game."""
        query = {"id": f"q{len(self.calls)}", "from": LAN, "chat_instance": "1", "data": data}
        return self.update(callback_query=query | {"message": message(text="…")} | content)

    def fault(self, method: str, status: int, body: Any = None, times: int = 1) -> None:
        """Answers so the next calls of the method: a dict as JSON, a str as HTML, None as Telegram's own refusal."""
        if isinstance(body, str):
            answer = Response(body, status, media_type="text/html")
        elif body is None:
            answer = refusal(status, "no")
        else:
            answer = JSONResponse(body, status)
        self.faults.setdefault(method, []).extend([answer] * times)

    def cut(self, method: str, times: int = 1) -> None:
        """Carries out the next calls of the method, then breaks the connection."""
        self.faults.setdefault(method, []).extend(Cut() for _ in range(times))

    def garble(self, method: str, status: int, times: int = 1) -> None:
        """Carries out the next calls of the method, then answers as a broken gateway does."""
        page = "<html>Bad Gateway</html>"
        self.faults.setdefault(method, []).extend(Garbled(page, status, media_type="text/html") for _ in range(times))

    def called(self, method: str) -> list[dict[str, Any]]:
        """The arguments of every call of the method."""
        return [arguments for name, arguments in list(self.calls) if name == method]

    def said(self, chat_id: int | str) -> list[tuple[str, list[tuple[str, str]]]]:
        """What a chat got to see, in order: each text with its buttons' (title, token)."""
        return [(str(sent["text"]), buttons_of(sent)) for sent in self.sent_to(chat_id)]

    def sent_to(self, chat_id: int | str) -> list[dict[str, Any]]:
        """The same as the arguments of the calls."""
        return [sent for sent in list(self.sent) if str(sent["chat_id"]) == str(chat_id)]

    def make_app(self) -> FastAPI:
        app = FastAPI()

        @app.post("/bot{token}/{method}")
        def call(token: str, method: str, arguments: dict[str, Any]) -> Response:
            if token != TOKEN:
                return refusal(401, "Unauthorized")
            self.calls.append((method, arguments))
            self.times.append((method, time.monotonic()))
            if wait := self.slow.get(method):
                time.sleep(wait)
            if self.faults.get(method):
                fault = self.faults[method].pop(0)
                if isinstance(fault, Cut | Garbled):
                    getattr(self, f"_{method}")(arguments)
                return fault
            return getattr(self, f"_{method}", _unknown)(arguments)

        @app.get("/file/bot{token}/{path:path}")
        def download(token: str, path: str) -> Response:
            if token != TOKEN:
                return refusal(401, "Unauthorized")
            self.calls.append(("download", {"path": path}))
            if self.faults.get("download"):
                return self.faults["download"].pop(0)
            return Response(self.files[path.removeprefix("photos/")], media_type="application/octet-stream")

        @app.middleware("http")
        async def form_to_json(request: Request, call_next: Any) -> Any:
            if "form" in request.headers.get("content-type", ""):
                async with request.form() as form:
                    fields = {name: _value(str(value)) for name, value in form.items()}
                request._body = json.dumps(fields).encode()
                request.scope["headers"] = [(b"content-type", b"application/json")]
            elif request.method == "POST" and not await request.body():
                request._body = b"{}"
                request.scope["headers"] = [(b"content-type", b"application/json")]
            return await call_next(request)

        return app

    def _getMe(self, _: dict[str, Any]) -> Response:
        return done({"id": 4242, "is_bot": True, "first_name": "tinbao", "username": "tinbao_bot"})

    def _deleteWebhook(self, _: dict[str, Any]) -> Response:
        self.hook = None
        return done(True)

    def _setWebhook(self, arguments: dict[str, Any]) -> Response:
        if not str(arguments["url"]).startswith("https://"):
            return refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", str(arguments.get("secret_token", "x"))):
            return refusal(400, "Bad Request: secret token contains unallowed characters")
        self.hook = arguments
        return done(True)

    def _getWebhookInfo(self, _: dict[str, Any]) -> Response:
        url = str(self.hook["url"]) if self.hook else ""
        told = {"url": url, "has_custom_certificate": False, "pending_update_count": len(self.pending)}
        error = {"last_error_date": self.hook_failed_at, "last_error_message": f"Wrong response: 502 at {url}"}
        return done(told | (error if self.hook_failed_at else {}))

    def _getFile(self, arguments: dict[str, Any]) -> Response:
        name = str(arguments["file_id"])
        if name not in self.files:
            return refusal(400, "Bad Request: invalid file_id")
        size = len(self.files[name])
        path = self.file_paths.get(name, f"photos/{name}")
        return done({"file_id": name, "file_unique_id": "u", "file_path": path, "file_size": size})

    def _getUpdates(self, arguments: dict[str, Any]) -> Response:
        if self.hook is not None:
            return refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        mine = self._poll = object()
        offset = int(arguments.get("offset", 0))
        with self._numbering:
            # it counted anew where the offset lies far beyond the last number: then it begins at the first
            if offset and not (self.pending and offset > self.pending[-1][0] + 10):
                self.confirmed = offset - 1
                self.pending = [each for each in self.pending if each[0] > self.confirmed]
        until = time.monotonic() + min(self.long_poll, float(arguments.get("timeout", 0)))
        while not self.pending and time.monotonic() < until:
            time.sleep(0.02)
            if self._poll is not mine:
                return refusal(409, "Conflict: terminated by other getUpdates request")
        batch = [raw for _, raw in self.pending[: int(arguments.get("limit", 100))]]
        return Response('{"ok":true,"result":[' + ",".join(batch) + "]}", media_type="application/json")

    def _push_all(self) -> None:
        """One connection, the oldest first; what is not answered with 2xx comes again."""
        while not self._pushing.wait(0.02):
            if self.hook is None or not self.pending:
                continue
            number, raw = self.pending[0]
            path = re.sub(r"^https://[^/]+", "", str(self.hook["url"]))
            headers = {"Content-Type": "application/json", SECRET_HEADER: str(self.hook.get("secret_token", ""))}
            try:
                answer = httpx.post(f"{self.door}{path}", content=raw.encode(), headers=headers, timeout=10)
            except httpx.HTTPError:
                continue
            if answer.is_success:
                self.pushed.append(number)
                self.pending.pop(0)

    def _sendMessage(self, arguments: dict[str, Any]) -> Response:
        text = str(arguments["text"])
        if not text.strip():
            return refusal(400, "Bad Request: message text is empty")
        units = len(text.encode("utf-16-le")) // 2
        if units > 4096:
            return refusal(400, "Bad Request: message is too long")
        if any(e["offset"] < 0 or e["offset"] + e["length"] > units for e in arguments.get("entities", [])):
            return refusal(400, "Bad Request: can't parse entities: ENTITY_BOUNDS_INVALID")
        rows = arguments.get("reply_markup", {}).get("inline_keyboard", [])
        if any(not 1 <= len(button["callback_data"].encode()) <= 64 for row in rows for button in row):
            return refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        number = next(self._message_ids)
        self.sent.append(arguments | {"message_id": number})
        return done(message(text=text, message_id=number))

    def _sendChatAction(self, arguments: dict[str, Any]) -> Response:
        return done(True) if arguments["action"] == "typing" else refusal(400, "Bad Request: wrong action")

    def _answerCallbackQuery(self, _: dict[str, Any]) -> Response:
        return done(True)

    def _editMessageReplyMarkup(self, _: dict[str, Any]) -> Response:
        return done(message(text="…"))

    def _setMyCommands(self, arguments: dict[str, Any]) -> Response:
        commands = arguments["commands"]
        names = all(re.fullmatch(r"[a-z0-9_]{1,32}", each["command"]) for each in commands)
        meanings = all(1 <= len(each["description"]) <= 256 for each in commands)
        return done(True) if names and meanings else refusal(400, "Bad Request: BOT_COMMAND_INVALID")

    def _setMyDescription(self, arguments: dict[str, Any]) -> Response:
        return done(True) if len(arguments["description"]) <= 512 else refusal(400, "Bad Request: too long")

    def _setMyShortDescription(self, arguments: dict[str, Any]) -> Response:
        return done(True) if len(arguments["short_description"]) <= 120 else refusal(400, "Bad Request: too long")


@asynccontextmanager
async def bot_api(port: int | None = None) -> AsyncIterator[BotApi]:
    """A running Bot API, in a thread of its own."""
    api = BotApi(port)
    await asyncio.to_thread(api.start)
    try:
        yield api
    finally:
        await asyncio.to_thread(api.die)


def message(**content: Any) -> dict[str, Any]:
    """A message as the Bot API shows it."""
    private = {"id": LAN["id"], "type": "private", "first_name": "Lan"}
    return {"message_id": 5, "date": 1_795_000_000, "chat": private, "from": LAN} | content


def buttons_of(sent: dict[str, Any]) -> list[tuple[str, str]]:
    rows = sent.get("reply_markup", {}).get("inline_keyboard", [])
    return [(button["text"], button["callback_data"]) for row in rows for button in row]


def done(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result})


def refusal(status: int, description: str, **parameters: Any) -> Response:
    body = {"ok": False, "error_code": status, "description": description}
    return JSONResponse(body | ({"parameters": parameters} if parameters else {}), status)


def _unknown(_: dict[str, Any]) -> Response:
    return refusal(404, "Not Found")


def _value(field: str) -> Any:
    """PTB sends a form whose structured fields are JSON."""
    return json.loads(field) if field[:1] in ("{", "[") else field
