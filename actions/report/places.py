"""Reads where the resident lives: out of an account ("tôi ở xã An Tiến") or out of the link that brought them."""

import re
from typing import Any

from actions.extract.fold import fold

# Names of communes have two syllables, seldom three; a third one counts only when it is written as a name.
_PLACE = re.compile(r"\b(?:o|tai)\s+(?:xa|phuong|thi tran|tt)\s+[a-z]+\s+[a-z]+(?:\s+[a-z]+)?\b")

_SLUG = re.compile("(?:xa|phuong|dac_khu)_[a-z0-9_]{1,60}")


def place_of_link(slug: Any) -> str | None:
    """The folded words of a commune's slug ("xa_an_lao" is "xa an lao"), or None; anybody may have written it."""
    return " ".join(slug.split("_")) if isinstance(slug, str) and _SLUG.fullmatch(slug) else None


def named_in(unit: str, words: str) -> str | None:
    """The part of a unit's name that the folded words stand for ("xã An Lão"), or None."""
    folded = fold(unit)
    found = re.search(rf"\b{re.escape(words)}\b", folded.text)
    return folded.quote(*found.span()) if found else None


def find_place(text: str) -> str | None:
    """The last place named so, in the resident's own words ("xã An Tiến"), or None."""
    folded = fold(text)
    found = None
    for match in _PLACE.finditer(folded.text):
        words = folded.quote(*match.span()).split()[1:]
        type_words = 2 if words[0].lower() in ("thị", "thi") else 1
        name = words[type_words:]
        if len(name) == 3 and not name[2][0].isupper():
            name = name[:2]
        found = " ".join([*words[:type_words], *name])
    return found
