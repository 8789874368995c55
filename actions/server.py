"""The action server: rasa-sdk's executor behind a door with a token and a body cap.

The sdk's own server listens on every interface without a token, echoes bodies in errors and inflates compressed
bodies without limit; its executor is what we use.
"""

import asyncio
import contextlib
import hmac
import json
import logging
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from actions.assistant import Assistant
from actions.errors import MalformedCall
from actions.extract.secrets import mask_secrets
from actions.intake.file_door import take_file
from actions.intake.outbox import utc_now
from actions.intake.receipt import new_code

logger = logging.getLogger(__name__)

# Each call carries the whole domain and conversation; the longest report measured stays far below this.
MAX_BODY_BYTES = 2 * 1024 * 1024


class RawConversation(BaseModel):
    """A conversation taken as an unstructured tip when Rasa stays unusable; `turns` are the resident's words."""

    report_key: str = Field(pattern=r"^[0-9a-f]{16,128}$")
    route_token: str = Field(pattern=r"^[0-9A-Za-z_-]{8,128}$")
    received_at: str = Field(max_length=40)
    turns: list[str] = Field(min_length=1, max_length=5000)


def create_app(assistant: Assistant, token: str) -> FastAPI:
    """The ASGI application; its lifespan runs the forwarders."""

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        forwarding = [asyncio.create_task(each.run()) for each in (assistant.forwarder, assistant.file_forwarder)]
        yield
        for task in forwarding:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await assistant.client.aclose()

    def authorized(authorization: Annotated[str, Header()] = "") -> None:
        if not hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode()):
            raise HTTPException(401, "unauthorized")

    app = FastAPI(title="tinbao actions", lifespan=lifespan, docs_url=None, redoc_url=None)

    @app.get("/healthz")
    def healthz() -> dict[str, int]:
        return {"waiting": assistant.outbox.waiting()}

    @app.post("/webhook", dependencies=[Depends(authorized)])
    async def webhook(request: Request) -> JSONResponse:
        try:
            call = await _read_call(request)
        except MalformedCall as error:
            raise HTTPException(400, str(error)) from None
        try:
            result = await assistant.executor.run(call)
        except Exception as error:  # Rasa must see a failure; neither words nor bodies may be echoed or logged
            logger.error("action_failed action=%s error=%s", call.get("next_action"), type(error).__name__)
            raise HTTPException(500, "action_failed") from None
        return JSONResponse(result.model_dump() if result else None)

    @app.post("/intake/unstructured", dependencies=[Depends(authorized)], status_code=201)
    def take_raw(conversation: RawConversation) -> dict[str, str]:
        tip: dict[str, Any] = {
            "schema": "tip/1",
            "code": new_code(),
            "place": None,
            "category": "fraud",
            "tactic": None,
            "severity": None,
            "urgency": None,
            "received_at": conversation.received_at,
            "route_token": conversation.route_token,
            "document": {"unstructured": True, "turns": [mask_secrets(turn) for turn in conversation.turns]},
        }
        return {"code": assistant.outbox.commit(conversation.report_key, tip, utc_now())}

    @app.post("/intake/evidence", dependencies=[Depends(authorized)])
    async def take_evidence(request: Request) -> JSONResponse:
        answer = await take_file(request, assistant.files)
        assistant.file_forwarder.hurry()
        return answer

    return app


async def _read_call(request: Request) -> dict[str, Any]:
    if request.headers.get("content-encoding", "identity") != "identity":
        raise MalformedCall("compressed bodies are not taken")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise MalformedCall("the body is too large")
    try:
        call = json.loads(body)
    except ValueError:
        raise MalformedCall("the body is not JSON") from None
    if not isinstance(call, dict) or not isinstance(call.get("next_action"), str):
        raise MalformedCall("the body is not an action call")
    return call
