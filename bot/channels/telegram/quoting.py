"""Makes quoted links inert: Telegram turns every address in a text into a link, also the scammer's."""

import re

from telegram import MessageEntity

_QUOTE = re.compile("“[^”]*|^[^“”]*(?=”)")  # also one that a long text's cut has opened or left open
_WORD = re.compile(r"[^\s“”]+")
_TAPPABLE = re.compile(r"\w\.\w|://|@\w|\d{4}|^/\w")


def inert(text: str) -> list[MessageEntity]:
    """Entities that show links, names and numbers between “ and ” as plain type: a tap copies, and opens nothing."""
    entities = []
    for quote in _QUOTE.finditer(text):
        for word in _WORD.finditer(quote.group()):
            if not _TAPPABLE.search(word.group()):
                continue
            start = quote.start() + word.start()
            entities.append(MessageEntity(MessageEntity.CODE, _units(text[:start]), _units(word.group())))
    return entities


def _units(text: str) -> int:
    """UTF-16 units, in which Telegram counts."""
    return len(text.encode("utf-16-le")) // 2
