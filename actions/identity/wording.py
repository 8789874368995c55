"""Finds folded phrases in a line: the longest first, each stretch of words counted once."""

import re
from collections.abc import Iterable


def find_phrases(folded: str, phrases: Iterable[tuple[str, str]]) -> list[tuple[int, str]]:
    """(position, slug) in the order of the text, for (phrase, slug) pairs; `folded` is lower case without accents."""
    found: list[tuple[int, str]] = []
    left = folded
    for phrase, slug in sorted(phrases, key=lambda pair: -len(pair[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", left):
            found.append((match.start(), slug))
            left = left[: match.start()] + "#" * len(phrase) + left[match.end() :]
    return sorted(found)
