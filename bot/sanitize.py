"""Makes typed words safe for Rasa: one form of Unicode, nothing invisible, no leading slash, not too long."""

import re
import unicodedata

RASA_CAP = 4096  # characters

_LINE_BREAKS = re.compile("\r\n?|[\u2028\u2029\x85]")
# Rasa reads "/x" as a command; the look-alikes are inert there today and gone here for good.
_SLASHES = frozenset("/\uff0f\u2044\u2215\u29f8")
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_DROPPED = frozenset({"Cc", "Cf", "Cs"})  # controls; zero-width and bidi; lone surrogates
_LEADING = frozenset({"Mn", "Me", "Zs"})


def sanitize(text: str) -> str:
    """The words as Rasa may see them: NFC, at most RASA_CAP characters, "" when nothing readable is left."""
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _DROPPED)
    text = unicodedata.normalize("NFC", text)
    start = 0
    while start < len(text) and _means_nothing_in_front(text[start]):
        start += 1
    return text[start : start + RASA_CAP].rstrip()


def _means_nothing_in_front(char: str) -> bool:
    return char in _SLASHES or char in _BLANK_LETTERS or char.isspace() or unicodedata.category(char) in _LEADING
