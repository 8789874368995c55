"""Cuts a long text into messages that Telegram takes."""

LIMIT = 4096  # UTF-16 units

_BOUNDARIES = ("\n\n", "\n", " ")


def split(text: str, limit: int = LIMIT) -> list[str]:
    """Parts of at most `limit` UTF-16 units, cut at a paragraph, else a line, else a word, else anywhere.

    A better boundary wins only past a third of the room, so that no part is a crumb. No part is blank.
    """
    parts = []
    rest = text.strip()
    while rest:
        room = _fitting(rest, limit)
        if room < len(rest):
            room = _boundary(rest, room)
        parts.append(rest[:room].rstrip())
        rest = rest[room:].lstrip()
    return parts


def _fitting(text: str, limit: int) -> int:
    """How many characters of the text fit."""
    if len(text) * 2 <= limit:
        return len(text)
    units = 0
    for index, character in enumerate(text):
        units += 2 if ord(character) > 0xFFFF else 1
        if units > limit:
            return index
    return len(text)


def _boundary(text: str, room: int) -> int:
    for boundary in _BOUNDARIES:
        # one character further: a word may end exactly where the room does
        at = text.rfind(boundary, 0, room + len(boundary))
        if at > room // 3:
            return min(at, room)
    return room
