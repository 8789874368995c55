"""The web chat's doors, exactly as the contract names them."""

import logging
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, Header, Query, Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import SQLAlchemyError

from bot import conversation
from bot.channels.web import history, refusals
from bot.channels.web.answer import answer
from bot.channels.web.body import Body, Posted, read_body
from bot.channels.web.headers import SafeHeaders
from bot.channels.web.shapes import Health, Messages, Replies, Session
from bot.core import WEB, Core
from bot.inbox import Arrival, Inbox
from bot.incoming import Incoming, Kind
from bot.tables import Chat

logger = logging.getLogger(__name__)

LAST_N = 999_999_999
PAGE = Path(__file__).with_name("page")

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]
HealthCheck = Callable[[], Awaitable[Health]]

_POST_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Posted.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "text": {"type": "string"},
                        "forwarded": {"type": "string", "enum": ["true", "false"]},
                        "id": {"type": "string"},
                    },
                }
            },
        },
    }
}


def build_door(core: Core, inbox: Inbox, health: HealthCheck, lifespan: Lifespan | None = None) -> FastAPI:
    """The application that serves the page and its API."""
    app = FastAPI(title="tinbao web chat", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.add_middleware(SafeHeaders)
    app.mount("/static", StaticFiles(directory=PAGE, check_dir=False), name="static")

    async def chat_of(session: str) -> str:
        chat_ref = inbox.chat_ref(WEB, session)
        if len(session) > 100 or not await core.db.run(lambda s: s.get(Chat, chat_ref) is not None):
            raise refusals.no_session()
        return chat_ref

    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(PAGE / "index.html")

    @app.get("/healthz")
    async def healthz(response: Response) -> Health:
        """200 once a message can be answered, 503 before."""
        now = await health()
        response.status_code = 200 if now.status == "ok" else 503
        return now

    @app.post("/api/sessions", status_code=201)
    async def open_session() -> Session:
        """A new chat. Only a keyed hash of the key is stored."""
        session = secrets.token_urlsafe(24)
        chat_ref = inbox.chat_ref(WEB, session)
        await core.db.run(lambda s: conversation.find_or_open(s, chat_ref, WEB, core.clock()) and None)
        return Session(session=session)

    @app.post("/api/sessions/{session}/messages", openapi_extra=_POST_BODY)
    async def post_message(session: str, chat_ref: Annotated[str, Depends(chat_of)], request: Request) -> Replies:
        """One message and its answer. The same `id` again brings the same answer and no second turn."""
        body = await read_body(request)
        try:
            receipt = await inbox.receive(_incoming(session, body))
        except SQLAlchemyError as error:
            logger.error("not_stored chat=%s error=%s", chat_ref[:12], type(error).__name__)
            raise refusals.not_stored() from None
        if receipt.arrival is Arrival.QUEUE_FULL:
            raise refusals.queue_full()
        return Replies(replies=await answer(core, receipt))

    @app.get("/api/sessions/{session}/messages", response_model=Messages)
    async def get_messages(
        chat_ref: Annotated[str, Depends(chat_of)],
        after: Annotated[int, Query(ge=0, le=LAST_N)] = 0,
        accept: Annotated[str, Header()] = "",
        last_event_id: Annotated[str, Header()] = "",
    ) -> Messages | StreamingResponse:
        """The replies numbered above `after`; asked for as server-sent events, only the late ones."""
        if "text/event-stream" not in accept:
            return await history.messages(core, chat_ref, after)
        start = int(last_event_id) if re.fullmatch("[0-9]{1,9}", last_event_id) else after
        stream: AsyncIterator[str] = history.events(core, chat_ref, start)
        return StreamingResponse(stream, media_type="text/event-stream")

    return app


def _incoming(session: str, body: Body) -> Incoming:
    posted = body.posted
    kind = Kind.BUTTON if posted.button is not None else Kind.ATTACHMENT if body.attachment else Kind.TEXT
    return Incoming(
        channel=WEB,
        event_id=f"{session}:{posted.id or secrets.token_hex(16)}",
        chat_id=session,
        kind=kind,
        received_at=datetime.now(UTC),
        text=posted.text,
        button=posted.button,
        forwarded=posted.forwarded,
        attachment=body.attachment,
        picture=body.picture,
    )
