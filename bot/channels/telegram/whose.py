"""Whose an update is that cannot be read as a whole."""

from typing import Any

from bot.channels.telegram.translate_in import ALLOWED_UPDATES


def chat_in(value: object) -> str | None:
    """The chat's id; None where the update, any JSON value, names none."""
    for name in ALLOWED_UPDATES:
        told = _object(_object(value).get(name))
        # a private chat's id is its person's
        for part in (told.get("chat"), told.get("from")):
            number = _object(part).get("id")
            if type(number) is int and abs(number) < 2**53:
                return str(number)
    return None


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
