"""Whose a call is that cannot be read as a whole."""

import json

from bot.channels.zalo_oa.event import Unreadable, as_identity, as_object


def user_in(raw: bytes) -> str | None:
    """The id of who wrote or followed; None where the body names none."""
    try:
        body = as_object(json.loads(raw))
    except (ValueError, RecursionError):
        return None
    for role in ("sender", "follower"):
        try:
            return as_identity(as_object(body.get(role)).get("id"))
        except Unreadable:
            continue
    return None
