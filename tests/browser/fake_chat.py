"""A web chat of contract.md with a script instead of an assistant; it can die, hang and lose its answers."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles

from tests.browser.script import answer, bubble
from tests.serving import MortalServer

PAGE = Path(__file__).parents[2] / "bot" / "channels" / "web" / "page"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class FakeChat(MortalServer):
    """`turns` holds each message once however often it was sent; `posts` counts the sendings."""

    def __init__(self) -> None:
        super().__init__()
        self.turns: dict[str, dict[str, Any]] = {}
        self.answers: dict[str, list[dict[str, Any]]] = {}
        self.posts = 0
        self.sessions: set[str] = set()
        self.history: list[dict[str, Any]] = []
        self.late: set[int] = set()
        self.answers_to_lose = 0
        self.refuse_with = 0
        self.refuse_words: str | dict[str, str] = ""
        self.delay = 0.0
        self.streams = True

    def say_late(self, reply: dict[str, Any]) -> None:
        """News that nobody asked for just now."""
        self.late.add(self._number(bubble("") | reply)["n"])

    def _number(self, reply: dict[str, Any]) -> dict[str, Any]:
        self.history.append({"n": len(self.history) + 1, **reply})
        return self.history[-1]

    def make_app(self) -> FastAPI:
        app = FastAPI()

        @app.middleware("http")
        async def guard(request: Request, call_next: Any) -> Response:
            response: Response = await call_next(request)
            response.headers["Content-Security-Policy"] = CSP
            response.headers["Cache-Control"] = "no-store"
            return response

        @app.get("/")
        async def page() -> FileResponse:
            return FileResponse(PAGE / "index.html")

        @app.post("/api/sessions", status_code=201)
        async def open_session() -> dict[str, str]:
            session = f"phien-{len(self.sessions) + 1}"
            self.sessions.add(session)
            return {"session": session}

        @app.post("/api/sessions/{session}/messages")
        async def message(session: str, request: Request) -> Any:
            self._know(session)
            return await self._take(await body_of(request))

        @app.get("/api/sessions/{session}/messages")
        async def since(session: str, request: Request, after: int = 0) -> Any:
            self._know(session)
            if "text/event-stream" in request.headers["accept"]:
                if not self.streams:
                    raise HTTPException(406)
                return StreamingResponse(self._events(after), media_type="text/event-stream")
            return {"messages": self.history[after:], "next": len(self.history)}

        app.mount("/static", StaticFiles(directory=PAGE))
        return app

    def _know(self, session: str) -> None:
        if session not in self.sessions:
            raise HTTPException(404)

    async def _take(self, body: dict[str, Any]) -> Any:
        self.posts += 1
        if self.refuse_with:
            raise HTTPException(self.refuse_with, self.refuse_words or None)
        if body["id"] not in self.turns:
            await asyncio.sleep(self.delay)
            self.turns[body["id"]] = body
            self.answers[body["id"]] = [self._number(reply) for reply in answer(body)]
        if self.answers_to_lose:
            self.answers_to_lose -= 1
            raise HTTPException(502)  # a gateway lost what the assistant answered
        return {"replies": self.answers[body["id"]]}

    async def _events(self, after: int) -> AsyncIterator[str]:
        while not self._server.should_exit:
            for news in [each for each in self.history[after:] if each["n"] in self.late]:
                after = news["n"]
                yield f"id: {after}\ndata: {json.dumps(news)}\n\n"
            await asyncio.sleep(0.05)


async def body_of(request: Request) -> dict[str, Any]:
    """JSON as sent, or the form's fields with the file's name and size."""
    if request.headers["content-type"].startswith("application/json"):
        body: dict[str, Any] = await request.json()
        return body
    async with request.form() as form:
        fields: dict[str, Any] = {name: value for name, value in form.items() if isinstance(value, str)}
        file = form["file"]
        assert not isinstance(file, str)
        return fields | {"file": file.filename, "size": len(await file.read())}
