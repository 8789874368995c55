"""A strict Bot API on loopback: honours offsets and refuses as Telegram does, and fails on demand."""

import itertools
import json
import time
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from tests.serving import MortalServer

TOKEN = "4242:AAHsecretsecretsecretsecretsecretsecr"
LAN = {"id": 7001, "is_bot": False, "first_name": "Lan"}


class BotApi(MortalServer):
    """`calls` are (method, arguments) in order; `faults[method]` are answers to give first, oldest first."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.faults: dict[str, list[Response]] = {}
        self.pending: list[dict[str, Any]] = []
        self.confirmed = 0
        self.files: dict[str, bytes] = {}
        self._numbers = itertools.count(900)

    def update(self, **content: Any) -> int:
        """Something happened; returns the update's number."""
        number = next(self._numbers)
        self.pending.append({"update_id": number, **content})
        return number

    def message(self, **content: Any) -> int:
        """Lan wrote in her private chat, unless `chat` says otherwise."""
        return self.update(message=message(**content))

    def called(self, method: str) -> list[dict[str, Any]]:
        """The arguments of every call of the method."""
        return [arguments for name, arguments in self.calls if name == method]

    def make_app(self) -> FastAPI:
        app = FastAPI()

        @app.post("/bot{token}/{method}")
        def call(token: str, method: str, arguments: dict[str, Any]) -> Response:
            if token != TOKEN:
                return refusal(401, "Unauthorized")
            self.calls.append((method, arguments))
            if self.faults.get(method):
                return self.faults[method].pop(0)
            return getattr(self, f"_{method}")(arguments)  # type: ignore[no-any-return]

        @app.get("/file/bot{token}/{path:path}")
        def download(token: str, path: str) -> Response:
            if token != TOKEN:
                return refusal(401, "Unauthorized")
            return Response(self.files[path.removeprefix("photos/")], media_type="application/octet-stream")

        @app.middleware("http")
        async def form_to_json(request: Request, call_next: Any) -> Any:
            async with request.form() as form:
                fields = {name: _value(str(value)) for name, value in form.items()}
            request._body = json.dumps(fields).encode()
            request.scope["headers"] = [(b"content-type", b"application/json")]
            return await call_next(request)

        return app

    def _getMe(self, _: dict[str, Any]) -> Response:
        return done({"id": 4242, "is_bot": True, "first_name": "tinbao", "username": "tinbao_bot"})

    def _deleteWebhook(self, _: dict[str, Any]) -> Response:
        return done(True)

    def _getFile(self, arguments: dict[str, Any]) -> Response:
        name = str(arguments["file_id"])
        if name not in self.files:
            return refusal(400, "Bad Request: invalid file_id")
        size = len(self.files[name])
        return done({"file_id": name, "file_unique_id": "u", "file_path": f"photos/{name}", "file_size": size})

    def _getUpdates(self, arguments: dict[str, Any]) -> Response:
        self.confirmed = max(self.confirmed, int(arguments.get("offset", 0)) - 1)
        self.pending = [update for update in self.pending if update["update_id"] > self.confirmed]
        if not self.pending:
            time.sleep(min(0.2, float(arguments.get("timeout", 0))))
        return done([update for update in self.pending if set(update) & {*arguments["allowed_updates"]}])

    def _sendMessage(self, arguments: dict[str, Any]) -> Response:
        text = str(arguments["text"])
        if not text.strip():
            return refusal(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            return refusal(400, "Bad Request: message is too long")
        rows = arguments.get("reply_markup", {}).get("inline_keyboard", [])
        if any(len(button["callback_data"].encode()) > 64 for row in rows for button in row):
            return refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        return done(message(text=text))

    def _answerCallbackQuery(self, _: dict[str, Any]) -> Response:
        return done(True)

    def _editMessageReplyMarkup(self, _: dict[str, Any]) -> Response:
        return done(message(text="…"))


def message(**content: Any) -> dict[str, Any]:
    """A message as the Bot API shows it."""
    private = {"id": LAN["id"], "type": "private", "first_name": "Lan"}
    return {"message_id": 5, "date": 1_795_000_000, "chat": private, "from": LAN} | content


def done(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result})


def refusal(status: int, description: str, **parameters: Any) -> Response:
    body = {"ok": False, "error_code": status, "description": description}
    return JSONResponse(body | ({"parameters": parameters} if parameters else {}), status)


def _value(field: str) -> Any:
    """PTB sends a form whose structured fields are JSON."""
    return json.loads(field) if field[:1] in ("{", "[") else field
