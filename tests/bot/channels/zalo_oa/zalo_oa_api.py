"""Zalo's side on loopback: hands out rotating tokens, takes messages as strictly as Zalo, calls the bot's webhook.

`async with ZaloOaApi(webhook).running() as zalo:` then `await zalo.writes(USER, "…")` and `zalo.said(USER)`.
Settings that point a bot to it: `zalo.settings()`. It forgives nothing and fails on demand (`fault`).
"""

import asyncio
import hashlib
import itertools
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from tests.bot.serving import served
from tests.serving import free_port

APP_ID = "3610102344875600321"
OA_ID = "2712871909874509115"
OA_SECRET = "oa-secret-of-the-tests-0000"
APP_SECRET = "app-secret-of-the-tests-000"
USER = "6543219876543219876"
OFFICER = "8765432198765432198"
SEND, OAUTH, UPLOAD = "/v3.0/oa/message/cs", "/v4/oa/access_token", "/v2.0/oa/upload/image"
RETRIES = (30.0, 300.0, 900.0, 1800.0, 3600.0)  # seconds; then the webhook is switched off
_BUTTONS = {"oa.query.show", "oa.query.hide", "oa.open.url", "oa.open.sms", "oa.open.phone"}
_numbers = itertools.count(int(time.time() * 1000))


@dataclass
class Said:
    """One message the resident sees. buttons: title to payload. picture: its bytes."""

    text: str
    buttons: dict[str, str]
    template: str | None = None
    picture: bytes | None = None


class ZaloOaApi:
    """haste: how much faster than Zalo calls are repeated. echoes: whether our own messages come back as events."""

    def __init__(self, webhook: str = "", *, port: int = 0, haste: float = 1000, echoes: bool = False) -> None:
        self.webhook = webhook
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.haste = haste
        self.echoes = echoes
        self.refresh_token = "refresh-0"
        self.access_token = ""
        self.expires_in = "90000"
        self.refreshes: list[str] = []
        self.grace = False  # whether a used refresh token still works, once its pair was never seen in use
        # told "before" and "after" the rotation; what is true breaks off there
        self.on_refresh: Callable[[str], object] = lambda stage: None
        self.calls: list[dict[str, Any]] = []
        self.sent: list[tuple[str, Said]] = []
        self.uploaded: dict[str, bytes] = {}
        self.blocked: set[str] = set()
        self.unwanted: set[str] = set()  # kinds of template that the OA's package does not hold
        self.files: dict[str, bytes] = {}
        self.redirects: dict[str, str] = {}
        self.webhook_on = True
        self.answers: list[int] = []
        self._faults: dict[str, list[tuple[int, Any, float]]] = {}
        self._previous = ""

    def settings(self) -> dict[str, str]:
        """TINBAO_… variables of a bot that lives with this Zalo."""
        return {
            "TINBAO_ZALO_OA_APP_ID": APP_ID,
            "TINBAO_ZALO_OA_ID": OA_ID,
            "TINBAO_ZALO_OA_SECRET_KEY": OA_SECRET,
            "TINBAO_ZALO_OA_APP_SECRET": APP_SECRET,
            "TINBAO_ZALO_OA_REFRESH_TOKEN": self.refresh_token,
            "TINBAO_ZALO_OA_API_URL": self.url,
            "TINBAO_ZALO_OA_OAUTH_URL": self.url,
        }

    def fault(self, path: str, status: int = 200, body: Any = None, times: int = 1, wait: float = 0) -> None:
        """The next `times` calls of the path are answered so, after `wait` seconds; a text body goes out raw."""
        self._faults.setdefault(path, []).extend([(status, body, wait)] * times)

    def redirect(self, path: str, place: str) -> None:
        """Sends who asks for the file elsewhere."""
        self.redirects[path] = place

    def said(self, user_id: str = USER) -> list[Said]:
        """What the resident has on the screen, in order."""
        return [said for user, said in self.sent if user == user_id]

    @asynccontextmanager
    async def running(self) -> AsyncIterator["ZaloOaApi"]:
        async with served(self._app(), self.port), httpx.AsyncClient(timeout=30) as self._client:
            yield self

    # what residents and officers do

    async def writes(self, user_id: str, text: str, **message: Any) -> int:
        """A resident's words. Returns the webhook's status."""
        return await self.push(by_user(user_id, "user_send_text", text=text, **message))

    async def taps(self, user_id: str, title: str) -> int:
        """A resident taps the newest button of that title."""
        found = [said.buttons[title] for said in self.said(user_id) if title in said.buttons]
        return await self.writes(user_id, found[-1])

    async def push(self, event: dict[str, Any], *, secret: str = OA_SECRET) -> int:
        """Calls the webhook as Zalo does, and again where that fails. Returns the last status; 0: no connection."""
        return await self.deliver(encoded(event), str(event.get("timestamp", "")), secret=secret)

    async def deliver(self, raw: bytes, timestamp: str, *, secret: str = OA_SECRET, first: str = APP_ID) -> int:
        """As `push`, for a body as it is."""
        status = 0
        for n, pause in enumerate((0.0, *RETRIES)):
            if not self.webhook_on:
                return status
            await asyncio.sleep(pause / self.haste)
            headers = {"X-ZEvent-Signature": "mac=" + mac(raw, timestamp, secret=secret, first=first)}
            if n:
                headers["num_retry"] = str(n)
            status = await self._post(raw, headers)
            self.answers.append(status)
            if status == 200:
                return status
        self.webhook_on = False
        return status

    async def _post(self, raw: bytes, headers: dict[str, str]) -> int:
        try:
            answer = await self._client.post(
                self.webhook, content=raw, headers={"Content-Type": "application/json", **headers}, timeout=2
            )
        except httpx.HTTPError:
            return 0
        return answer.status_code

    # Zalo's doors

    def _app(self) -> FastAPI:
        app = FastAPI()
        app.post(OAUTH)(self._oauth)
        app.post(SEND)(self._message)
        app.post(UPLOAD)(self._picture)
        app.get("/files/{name}")(self._file)
        return app

    async def _oauth(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        self.refreshes.append(form.get("refresh_token", ""))
        if fault := await self._fault(OAUTH):
            return fault
        if request.headers.get("secret_key") != APP_SECRET:
            return _oauth_error(-14004, "Invalid secret key")
        if form.get("app_id") != APP_ID or form.get("grant_type") != "refresh_token":
            return _oauth_error(-14002, "Invalid app id")
        if self.on_refresh("before"):
            return Response("", 500)
        known = form.get("refresh_token") == self.refresh_token
        if not known and not (self.grace and form.get("refresh_token") == self._previous):
            return _oauth_error(-14020, "Invalid refresh token")
        n = next(_numbers)
        self._previous, self.refresh_token = form["refresh_token"], f"refresh-{n}"
        self.access_token = f"access-{n}"
        self.on_refresh("after")
        pair = {"access_token": self.access_token, "refresh_token": self.refresh_token, "expires_in": self.expires_in}
        return JSONResponse(pair)

    async def _message(self, request: Request) -> Response:
        body = await request.json()
        self.calls.append({"token": request.headers.get("access_token"), **body})
        if fault := await self._fault(SEND):
            return fault
        code, why = self._refusal(request.headers.get("access_token", ""), body)
        if code:
            return JSONResponse({"error": code, "message": why})
        picture = None
        for element in body["message"].get("attachment", {}).get("payload", {}).get("elements", []):
            if (name := element.get("attachment_id")) and not (picture := self.uploaded.get(name)):
                return JSONResponse({"error": -201, "message": "attachment_id is invalid"})
        self._previous = ""  # the new pair is in use: the old token's grace is over
        user_id, message = body["recipient"]["user_id"], body["message"]
        template = message.get("attachment", {}).get("payload", {})
        buttons = {button["title"]: button["payload"] for button in template.get("buttons", [])}
        self.sent.append((user_id, Said(message.get("text", ""), buttons, template.get("template_type"), picture)))
        message_id = hex(next(_numbers))[2:]
        if self.echoes and self.webhook:
            echo = by_oa(user_id, msg_id=message_id, text=message.get("text", ""))
            self._echo = asyncio.create_task(self.push(echo))
        data = {"message_id": message_id, "user_id": user_id, "quota": {"quota_type": "reply"}}
        return JSONResponse({"data": data, "error": 0, "message": "Success"})

    def _refusal(self, token: str, body: dict[str, Any]) -> tuple[int, str]:
        if not token or token != self.access_token:
            return -216, "Access token is invalid"
        if set(body) != {"recipient", "message"} or set(body["recipient"]) != {"user_id"}:
            return -201, "Params is invalid"
        user_id, message = body["recipient"]["user_id"], body["message"]
        if not (isinstance(user_id, str) and user_id.isdigit()):
            return -201, "user_id is invalid"
        if user_id in self.blocked:
            return -213, "User has not followed OA"
        if message.get("attachment", {}).get("payload", {}).get("template_type") in self.unwanted:
            return -223, "OA tier package is not allowed"
        return _wrong_message(message)

    async def _picture(self, request: Request) -> Response:
        async with request.form() as form:
            file = form.get("file")
            data = b"" if file is None or isinstance(file, str) else await file.read()
            only = set(form) == {"file"}
        if fault := await self._fault(UPLOAD):
            return fault
        if request.headers.get("access_token", "") != self.access_token:
            return JSONResponse({"error": -216, "message": "Access token is invalid"})
        if not only or not data.startswith((b"\x89PNG", b"\xff\xd8\xff")) or len(data) > 1_000_000:
            return JSONResponse({"error": -201, "message": "file is invalid"})
        name = f"attachment-{next(_numbers)}"
        self.uploaded[name] = data
        return JSONResponse({"data": {"attachment_id": name}, "error": 0, "message": "Success"})

    async def _file(self, name: str) -> Response:
        if fault := await self._fault("/files/" + name):
            return fault
        if place := self.redirects.get("/files/" + name):
            return Response("", 302, {"Location": place})
        return (
            Response(self.files[name], media_type="application/octet-stream")
            if name in self.files
            else Response("", 404)
        )

    async def _fault(self, path: str) -> Response | None:
        if not self._faults.get(path):
            return None
        status, body, wait = self._faults[path].pop(0)
        await asyncio.sleep(wait)
        return Response(body, status) if isinstance(body, str) else JSONResponse(body, status)


def _wrong_message(message: dict[str, Any]) -> tuple[int, str]:
    if not set(message) <= {"text", "attachment"} or not message:
        return -201, "Params is invalid"
    text, attachment = message.get("text"), message.get("attachment")
    if text is not None and (not isinstance(text, str) or not text.strip()):
        return -201, "text is empty"
    if text is not None and len(text.encode("utf-16-le")) // 2 > 2000:
        return -210, "Text too long"
    if attachment is None:
        return (0, "") if text else (-201, "text is missing")
    payload = attachment.get("payload", {})
    if attachment.get("type") != "template":
        return -201, "attachment type"
    if payload.get("template_type") == "request_user_info":
        return _wrong_form(payload)
    if payload.get("template_type") == "media":
        return _wrong_media(payload)
    buttons = payload.get("buttons")
    if text is None or not isinstance(buttons, list) or not 1 <= len(buttons) <= 5:
        return -210, "buttons"
    for button in buttons:
        if set(button) != {"title", "type", "payload"} or button["type"] not in _BUTTONS:
            return -201, "button"
        if not 0 < len(button["title"]) <= 100 or not 0 < len(button["payload"]) <= 1000:
            return -210, "button is too long"
    return 0, ""


def _wrong_form(payload: dict[str, Any]) -> tuple[int, str]:
    [element] = payload["elements"]
    if not 0 < len(element["title"]) <= 100 or not 0 < len(element["subtitle"]) <= 500:
        return -210, "element"
    return 0, ""


def _wrong_media(payload: dict[str, Any]) -> tuple[int, str]:
    [element] = payload["elements"]
    if set(payload) != {"template_type", "elements"} or set(element) != {"media_type", "attachment_id"}:
        return -201, "element"
    return (0, "") if element["media_type"] == "image" else (-201, "media_type")


def _oauth_error(code: int, name: str) -> Response:
    return JSONResponse({"error": code, "error_name": name, "error_reason": name, "error_description": name})


def mac(raw: bytes, timestamp: str, *, secret: str = OA_SECRET, first: str = APP_ID) -> str:
    """The signature's hexadecimal part."""
    return hashlib.sha256(first.encode() + raw + timestamp.encode() + secret.encode()).hexdigest()


def encoded(event: dict[str, Any]) -> bytes:
    """As Zalo's server writes it: Vietnamese escaped, slashes too; no re-serialising brings these bytes back."""
    return json.dumps(event, ensure_ascii=True, separators=(",", ":")).replace("/", "\\/").encode()


def by_user(user_id: str, name: str, *, at: float | None = None, **message: Any) -> dict[str, Any]:
    """An event of a resident's message. at: UTC seconds."""
    return {
        "app_id": APP_ID,
        "sender": {"id": user_id},
        "user_id_by_app": "5170627724267093288",
        "recipient": {"id": OA_ID},
        "event_name": name,
        "message": {"msg_id": hex(next(_numbers))[2:], **message},
        "timestamp": stamp(at),
    }


def by_oa(user_id: str, *, admin_id: str | None = None, at: float | None = None, **message: Any) -> dict[str, Any]:
    """An event of what the OA itself sent; admin_id: the officer who typed it."""
    sender = {"id": OA_ID} | ({"admin_id": admin_id} if admin_id else {})
    return {
        "app_id": APP_ID,
        "sender": sender,
        "recipient": {"id": user_id},
        "event_name": "oa_send_text",
        "message": {"msg_id": hex(next(_numbers))[2:], **message},
        "timestamp": stamp(at),
    }


def following(user_id: str, name: str = "follow", *, at: float | None = None) -> dict[str, Any]:
    """They follow or unfollow the OA."""
    return {
        "oa_id": OA_ID,
        "follower": {"id": user_id},
        "user_id_by_app": "5170627724267093288",
        "event_name": name,
        "source": "oa_profile",
        "app_id": APP_ID,
        "timestamp": stamp(at),
    }


def attached(user_id: str, name: str, *payloads: dict[str, Any], **message: Any) -> dict[str, Any]:
    """A message with attachments."""
    kind = name.removeprefix("user_send_")
    return by_user(user_id, name, attachments=[{"type": kind, "payload": each} for each in payloads], **message)


def stamp(at: float | None = None) -> str:
    """Milliseconds, as a string."""
    return str(int((time.time() if at is None else at) * 1000))
