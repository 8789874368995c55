"""Finds words written to slip past filters: mixed alphabets, capitals and marks inside a word, foreign letters."""

import re
import unicodedata
from collections.abc import Iterator

from actions.extract.fold import Mapped, fold
from actions.extract.unmask import is_syllable, masked

_WORD = re.compile(r"(?<!\S)\S{2,60}(?!\S)")
# "phUc vu": names of products have such capitals too, but are no Vietnamese syllables.
_INNER_CAPITAL = re.compile(r"(?<![^\W\d_])[^\W\d_]*[^\W\d_A-ZĐ][A-ZĐ][^\W\d_A-ZĐ]+")
# Marks that Vietnamese never writes over a letter: diaeresis, cedilla, ring (NFD).
_FOREIGN_MARKS = frozenset("\u0308\u0327\u030a\u0304\u030c")
# Marks inside words, as in "N'ha'n ti.en"; a missing blank after a comma is one, not several of several kinds.
_INNER_MARK = re.compile(r"(?<=[^\W\d_])[',.;:_\"’](?=[^\W\d_])")
_LINKED = re.compile(r"https?:|www\.|@|\.(?:com|vn|net|org|me|top|xyz|cc|info|vip|club|app|ly|link)\b", re.I)
_MARKS_AT_LEAST, _KINDS_AT_LEAST = 5, 3


def disguised(folded: Mapped) -> Iterator[tuple[int, int]]:
    """(start, end) in the original of every disguised word, left to right within each way of disguising."""
    text = folded.original
    for start, end in masked(folded):
        yield folded.span(start, end)
    words = [match for match in _WORD.finditer(text) if not _LINKED.search(match.group())]
    for word in words:
        if _mixes_alphabets(word.group()) or _foreign_marks(word.group()) or _capital_inside(word.group()):
            yield word.span()
    marks = [(word, mark.group()) for word in words for mark in _INNER_MARK.finditer(word.group())]
    if len(marks) >= _MARKS_AT_LEAST and len({mark for _, mark in marks}) >= _KINDS_AT_LEAST:
        yield from (word.span() for word in dict.fromkeys(word for word, _ in marks))


def _mixes_alphabets(word: str) -> bool:
    """Latin letters beside letters of another alphabet, or styled ones that only look Latin."""
    letters = [c for c in word if c.isalpha()]
    names = {unicodedata.name(c, "?").split()[0] for c in letters}
    return len(names) > 1 and bool(names & {"CYRILLIC", "GREEK", "MATHEMATICAL", "FULLWIDTH", "ARMENIAN", "CHEROKEE"})


def _foreign_marks(word: str) -> bool:
    return not _FOREIGN_MARKS.isdisjoint(unicodedata.normalize("NFD", word))


def _capital_inside(word: str) -> bool:
    bare = word.strip(".,;:!?()\"'")
    return _INNER_CAPITAL.fullmatch(bare) is not None and is_syllable(fold(bare).text)
