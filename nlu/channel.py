"""The one way into Rasa: a channel with a token, size caps, an instance id and honest failures.

Stock REST answers 200 with an empty list when a turn failed, has no token, and logs the text. This one answers 503,
tells its process's instance id (the tracker lives in memory: a caller who remembers another instance gets 409 and
replays), and never logs a word of what was said.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from nlu import schema_cache
from nlu.collected_replies import CollectedReplies

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 128 * 1024
MAX_MESSAGE_CHARS = 4096
MAX_SENDER_CHARS = 80

schema_cache.install()


class BadTurn(ValueError):
    """The caller's body is not a turn; the message says which part."""


class TinbaoChannel(InputChannel):
    """POST /webhooks/tinbao/webhook and GET /webhooks/tinbao/health."""

    def __init__(self, token: str) -> None:
        if not token:
            raise BadTurn("TINBAO_RASA_TOKEN is empty: the channel does not open without a token")
        self._token = token.encode()
        self.instance = secrets.token_hex(8)

    @classmethod
    def name(cls) -> str:
        return "tinbao"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TinbaoChannel:
        """The token comes from the environment, never from a file."""
        return cls(os.environ.get("TINBAO_RASA_TOKEN", ""))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("tinbao_channel")

        @routes.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            ready = getattr(request.app.ctx, "agent", None) is not None
            return json_response({"instance": self.instance}, status=200 if ready else 503)

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not self._authorized(request):
                return json_response({"error": "unauthorized"}, status=401)
            if len(request.body) > MAX_BODY_BYTES:
                return json_response({"error": "too_large"}, status=413)
            try:
                turn = parse_turn(request.body)
            except BadTurn as error:
                return json_response({"error": str(error)}, status=400)
            if not await self._remembers(request, turn):
                return json_response({"instance": self.instance}, status=409)
            return await self._answer(request, turn, on_new_message)

        return routes

    async def _answer(
        self, request: Request, turn: dict[str, Any], on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> HTTPResponse:
        collected = CollectedReplies()
        message = UserMessage(
            turn["message"], collected, turn["sender"], input_channel=self.name(), metadata=turn["metadata"]
        )
        try:
            await on_new_message(message)
        except Exception as error:  # the caller must learn of any failure; the text stays out of the log
            logger.error("turn_failed error=%s", type(error).__name__)
            return json_response({"error": "turn_failed"}, status=503)
        if not collected.replies:
            logger.error("turn_failed error=silence")
            return json_response({"error": "turn_failed"}, status=503)
        tracker = await request.app.ctx.agent.tracker_store.retrieve(turn["sender"])
        # A kept draft is an open report too: the caller must not start a fresh conversation over it.
        loop = tracker.active_loop_name or ("report_form" if tracker.get_slot("report") else None) if tracker else None
        return json_response({"instance": self.instance, "active_loop": loop, "replies": collected.replies})

    async def _remembers(self, request: Request, turn: dict[str, Any]) -> bool:
        """A caller in mid-conversation (instance given) must meet the same process with the same tracker."""
        if turn["instance"] is None:
            return True
        store = request.app.ctx.agent.tracker_store
        return bool(turn["instance"] == self.instance and await store.exists(turn["sender"]))

    def _authorized(self, request: Request) -> bool:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(token.encode(), self._token)


def parse_turn(body: bytes) -> dict[str, Any]:
    """{"sender", "message", "metadata", "instance"} out of a request body; raises BadTurn."""
    try:
        turn = json.loads(body)
    except ValueError:
        raise BadTurn("the body is not JSON") from None
    if not isinstance(turn, dict):
        raise BadTurn("the body is not an object")
    sender, message = turn.get("sender"), turn.get("message")
    if not isinstance(sender, str) or not 0 < len(sender) <= MAX_SENDER_CHARS:
        raise BadTurn(f"sender must be a text of 1 to {MAX_SENDER_CHARS} characters")
    if not isinstance(message, str) or not 0 < len(message) <= MAX_MESSAGE_CHARS:
        raise BadTurn(f"message must be a text of 1 to {MAX_MESSAGE_CHARS} characters")
    metadata, instance = turn.get("metadata", {}), turn.get("instance")
    if not isinstance(metadata, dict):
        raise BadTurn("metadata must be an object")
    if instance is not None and not isinstance(instance, str):
        raise BadTurn("instance must be a text or null")
    return {"sender": sender, "message": message, "metadata": metadata, "instance": instance}
