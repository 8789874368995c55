"""Whose an update is that cannot be read as a whole."""

from typing import Any

from bot.channels.zalo_bot.envelope import identity


def chat_in(update: object) -> str | None:
    """The chat's id; None where the update, any JSON value, names none."""
    message = _object(_object(update).get("message"))
    # a private chat's id is its person's
    return identity(_object(message.get("chat")).get("id")) or identity(_object(message.get("from")).get("id"))


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
