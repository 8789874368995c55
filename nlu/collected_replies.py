"""Collects what Rasa says in one turn, one item a message, nothing split and nothing dropped."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel


class CollectedReplies(OutputChannel):
    """`replies` holds {"text", "buttons", "custom"} in the order said."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "tinbao"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Stock Rasa splits texts at blank lines and separates text from buttons; here they stay together."""
        text = message.get("text") or None
        buttons = [{"title": b["title"], "payload": b["payload"]} for b in message.get("buttons") or []]
        custom = message.get("custom") or None
        if text or buttons or custom:
            self.replies.append({"text": text, "buttons": buttons, "custom": custom})
