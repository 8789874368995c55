"""A Rasa that keeps conversations per sender, over real HTTP, and misbehaves on request."""

import asyncio
import secrets
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.bot.serving import served
from tests.serving import free_port

TOKEN = "rasa-token-of-the-tests"

Turn = dict[str, Any]
Item = dict[str, Any]


def says(text: str | None, *buttons: tuple[str, str], **custom: Any) -> Item:
    offered = [{"title": title, "payload": payload} for title, payload in buttons]
    return {"text": text, "buttons": offered, "custom": custom or None}


class FakeRasa:
    """`faults` are used up one a turn: silence, 503, 400, 409, garbage, huge, hang. `poison` always fails.

    breaks: the fault of every turn with just these words.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.instance = secrets.token_hex(8)
        self.turns: list[Turn] = []
        self.heard: dict[str, list[str]] = defaultdict(list)
        self.faults: deque[str] = deque()
        self.poison = "độc"
        self.breaks: dict[str, str] = {}
        self.delay: Callable[[str], float] = lambda message: 0
        self.replies: Callable[[Turn, list[str]], list[Item]] = lambda turn, heard: [
            says(f"nghe {len(heard)}: {turn['message']}")
        ]
        self.active_loop: str | None = None
        self.busy: set[str] = set()
        self.overlapping = 0
        self.repeated = 0
        self.app = Starlette(
            routes=[
                Route("/webhooks/tinbao/webhook", self._webhook, methods=["POST"]),
                Route("/webhooks/tinbao/health", self._health),
            ]
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """As one process: a new instance id, and no memory of earlier conversations."""
        self.instance = secrets.token_hex(8)
        self.heard.clear()
        async with served(self.app, self.port):
            yield

    def forgets(self) -> None:
        """It was started anew."""
        self.instance = secrets.token_hex(8)
        self.heard.clear()

    def messages(self) -> list[str]:
        return [turn["message"] for turn in self.turns]

    def senders(self) -> list[str]:
        return [turn["sender"] for turn in self.turns]

    async def _health(self, request: Request) -> Response:
        return JSONResponse({"instance": self.instance})

    async def _webhook(self, request: Request) -> Response:
        assert request.headers["authorization"] == f"Bearer {TOKEN}"
        turn: Turn = await request.json()
        if turn["instance"] not in (None, self.instance):
            return JSONResponse({"instance": self.instance}, 409)
        self.turns.append(turn)
        sender = turn["sender"]
        self.overlapping += sender in self.busy
        self.repeated += any(
            t is not turn and t["sender"] == sender and t["metadata"] == turn["metadata"] for t in self.turns
        )
        self.busy.add(sender)
        try:
            await asyncio.sleep(self.delay(turn["message"]))
            return await self._answer(turn)
        finally:
            self.busy.discard(sender)

    async def _answer(self, turn: Turn) -> Response:
        fault = self.faults.popleft() if self.faults else ""
        if self.poison in turn["message"]:
            fault = "503"
        fault = self.breaks.get(turn["message"], fault)
        heard = self.heard[turn["sender"]]
        heard.append(turn["message"])
        match fault:
            case "503":
                return JSONResponse({"error": "turn_failed"}, 503)
            case "400":
                return JSONResponse({"error": "bad"}, 400)
            case "409":
                return JSONResponse({"instance": self.instance}, 409)
            case "silence":
                return JSONResponse({"instance": self.instance, "active_loop": None, "replies": []})
            case "garbage":
                return Response("<html>502 Bad Gateway</html>", 200)
            case "huge":
                body = {"instance": self.instance, "replies": [says("x" * 2_000_000)]}
                return JSONResponse(body)
            case "hang":
                await asyncio.sleep(60)
        answer = {"instance": self.instance, "active_loop": self.active_loop}
        return JSONResponse({**answer, "replies": self.replies(turn, heard)})


class FakeActions:
    """Door 4 and its health; refuses while `down`. `lies`: how often it acknowledges another file than it got.

    files: what was handed over as evidence, in order: the form's fields, then name, type and bytes.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.tips: list[dict[str, Any]] = []
        self.files: list[dict[str, Any]] = []
        self.lies = 0
        self.down = False
        self.app = Starlette(
            routes=[
                Route("/intake/unstructured", self._intake, methods=["POST"]),
                Route("/intake/evidence", self._evidence, methods=["POST"]),
                Route("/healthz", self._health),
            ]
        )

    async def _intake(self, request: Request) -> Response:
        if self.down:
            return JSONResponse({"error": "down"}, 503)
        self.tips.append(await request.json())
        return JSONResponse({"code": "7K3M-9QPX-2RTB"}, 201)

    async def _evidence(self, request: Request) -> Response:
        if self.down:
            return JSONResponse({"error": "down"}, 503)
        async with request.form() as form:
            upload = form["file"]
            assert isinstance(upload, UploadFile)
            about = {name: str(form[name]) for name in ("report_key", "code", "sha256")}
            content = await upload.read()
        self.files.append({**about, "name": upload.filename, "type": upload.content_type, "content": content})
        if self.lies:
            self.lies -= 1
            return JSONResponse({"sha256": "0" * 64}, 201)
        return JSONResponse({"sha256": about["sha256"]}, 201)

    async def _health(self, request: Request) -> Response:
        return JSONResponse({}, 503 if self.down else 200)
