"""What both doors have in common: errors as JSON, caps, headers, health; no resident's words in any log."""

import logging
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from storage.database import Database
from storage.errors import Refused
from storage.plain_json import readable_json

log = logging.getLogger(__name__)


class PlainJson(JSONResponse):
    """JSON that a resident's lone surrogate does not break."""

    def render(self, content: Any) -> bytes:
        return readable_json(content)


class Problem(BaseModel):
    """Every answer that is not 2xx: a word for the program and a sentence for its programmer."""

    error: str
    message: str


class Quiet:
    """ASGI frame: fixed headers on every answer, and a failure becomes a 500 whose log line names only its
    kind and place, since a traceback's message may quote what was sent."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self._app = app
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_framed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message.get("headers", []), *self._headers]
            await send(message)

        try:
            await self._app(scope, receive, send_framed)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("request_failed kind=%s at=%s:%s", type(error).__name__, place.name, place.lineno)
            if scope["type"] != "http" or started:
                return
            await _answer(500, "failed", "the store failed; send the same request again later")(
                scope, receive, send_framed
            )


def open_door(title: str, database: Database, *, max_body_size: int, headers: dict[str, str]) -> FastAPI:
    """An application with the common frame; `database` is closed when it stops."""
    app = FastAPI(
        title=title,
        version="1",
        docs_url=None,
        redoc_url=None,
        default_response_class=PlainJson,
        responses={"default": {"model": Problem, "description": "Refused, or failed"}},
        lifespan=_closing(database),
    )
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=max_body_size)
    app.add_middleware(Quiet, headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", **headers})
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(OperationalError, _busy)
    app.add_exception_handler(InterfaceError, _busy)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        with database.reading() as session:
            session.connection().execute(text("SELECT 1"))
        return {"status": "ok"}

    return app


def explain(problems: list[Any]) -> str:
    """What is wrong with each field, without the value that was sent."""
    return "; ".join(f"{'.'.join(map(str, p['loc'])) or 'body'}: {p['msg']}" for p in problems)


def _closing(database: Database) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        database.close()

    return lifespan


def _answer(status: int, error: str, message: str, headers: dict[str, str] | None = None) -> PlainJson:
    return PlainJson({"error": error, "message": message}, status_code=status, headers=headers)


def _refused(_: Request, error: Exception) -> PlainJson:
    assert isinstance(error, Refused)
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
    return _answer(error.status, error.error, error.message, headers)


def _malformed(_: Request, error: Exception) -> PlainJson:
    assert isinstance(error, RequestValidationError)
    return _answer(422, "malformed", explain(list(error.errors())))


def _http(_: Request, error: Exception) -> PlainJson:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers) if error.headers else None
    return _answer(error.status_code, "http", error.detail, headers)


def _busy(_: Request, error: Exception) -> PlainJson:
    log.warning("database_unavailable kind=%s", type(error).__name__)
    return _answer(503, "busy", "the database is not available; send the same request again", {"Retry-After": "2"})
