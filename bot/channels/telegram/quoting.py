"""Makes quoted links inert: Telegram turns every address in a text into a link, also the scammer's."""

import re

from telegram import MessageEntity

MOST = 100  # entities in one message; Telegram passes over those beyond

_QUOTE = re.compile("“[^”]*|^[^“”]*(?=”)")  # also one that a long text's cut has opened or left open
_WORD = re.compile(r"[^\s“”]+")
_TAPPABLE = re.compile(r"\w\.\w|://|@\w|\d{4}|^/\w")


def inert(text: str) -> list[MessageEntity]:
    """Entities that show links, names and numbers between “ and ” as plain type: a tap copies, and opens nothing.

    At most MOST: where single words are too many, one entity covers all that lies between them.
    """
    quotes = [found for quote in _QUOTE.finditer(text) if (found := _tappable(text, quote))]
    spans = [span for quote in quotes for span in quote]
    if len(spans) > MOST:
        spans = [(quote[0][0], quote[-1][1]) for quote in quotes]
    if len(spans) > MOST:
        spans = [(spans[0][0], spans[-1][1])]
    return [MessageEntity(MessageEntity.CODE, _units(text[:start]), _units(text[start:end])) for start, end in spans]


def _tappable(text: str, quote: re.Match[str]) -> list[tuple[int, int]]:
    words = _WORD.finditer(text, quote.start(), quote.end())
    return [word.span() for word in words if _TAPPABLE.search(word.group())]


def _units(text: str) -> int:
    """UTF-16 units, in which Telegram counts."""
    return len(text.encode("utf-16-le")) // 2
