"""Reads words that a thumb has slipped in ("chuuen tien", "ma xac hực") as what was meant.

The words and pairs of words of the training texts are the dictionary: of the words that are one slip away the one is
taken that fits best between its neighbours. A text in which hardly a word is odd is left alone, for there an odd word
is a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from typing import Any

# Chosen on our own disturbed measuring set (tests/judgement), where plain texts stay as they are.
_SEEN = 3  # examples that make a word one of the dictionary
_ODD_SHARE, _ODD_LEAST = 0.05, 2
_RIGHT, _UNKNOWN, _SLIPPED = log(0.8), log(0.2), log(0.05)  # that a word is meant as it stands; is a name; has a slip
_PAIRS_WEIGHT, _SMOOTHING = 0.9, 5
_CHOICES, _MOST_WORDS = 12, 250
# A word of its own; not a part of a link, an address or a number.
_WORD = re.compile(r"(?<![\w@./:#-])[a-z]+(?![\w@/:#-]|\.\w)")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACES = {key: (at, row) for row, keys in enumerate(_ROWS) for at, key in enumerate(keys)}


def _near(one: str, other: str) -> bool:
    (x, row), (u, line) = _PLACES[one], _PLACES[other]
    return one != other and abs(x - u) <= 1 and abs(row - line) <= 1


_NEIGHBOURS = {one: tuple(other for other in _PLACES if _near(one, other)) for one in _PLACES}


@dataclass(frozen=True)
class Mended:
    """`text` as it was meant; `slips` the words that always meant the same other one: written -> meant."""

    text: str
    slips: dict[str, str]


class Spelling:
    """A dictionary of words and pairs ("first second") with how often each was seen."""

    def __init__(self, words: dict[str, int], pairs: dict[str, int]) -> None:
        self._words = words
        self._pairs = pairs
        self._total = sum(words.values()) or 1

    @classmethod
    def learn(cls, folded: list[str]) -> Spelling:
        """From folded training texts."""
        words: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        for text in folded:
            row = _WORD.findall(text)
            words.update(row)
            pairs.update(f"{first} {second}" for first, second in zip(row, row[1:], strict=False))
        known = {word: count for word, count in words.items() if count >= _SEEN}
        kept = {pair: n for pair, n in pairs.items() if all(word in known for word in pair.split())}
        return cls(known, kept)

    def as_json(self) -> dict[str, Any]:
        """For the model file; `Spelling(**value)` is the way back."""
        return {"words": self._words, "pairs": self._pairs}

    def mend(self, folded: str) -> Mended:
        """A folded text as it was meant."""
        found = list(_WORD.finditer(folded))
        written = [match.group() for match in found]
        odd = sum(len(word) > 1 and word not in self._words for word in written)
        if odd < _ODD_LEAST or odd < _ODD_SHARE * len(written) or len(written) > _MOST_WORDS:
            return Mended(folded, {})
        meant = self._likeliest(written)
        text, at = "", 0
        for match, word in zip(found, meant, strict=True):
            text, at = text + folded[at : match.start()] + word, match.end()
        return Mended(text + folded[at:], _always(written, meant))

    def _likeliest(self, written: list[str]) -> tuple[str, ...]:
        """The likeliest row of words behind what was written (Viterbi over pairs)."""
        rows: dict[str, tuple[float, tuple[str, ...]]] = {"": (0.0, ())}
        for word in written:
            longer: dict[str, tuple[float, tuple[str, ...]]] = {}
            for choice, cost in self._choices(word):
                ends = ((score + cost + self._follows(last, choice), row) for last, (score, row) in rows.items())
                score, row = max(ends)
                longer[choice] = (score, (*row, choice))
            rows = longer
        return max(rows.values())[1]

    def _choices(self, word: str) -> list[tuple[str, float]]:
        known = {other for other in _one_slip(word) if len(other) > 1 and other != word and other in self._words}
        likely = sorted(known, key=lambda other: (-self._words[other], other))[:_CHOICES]
        own = _RIGHT if word in self._words else _UNKNOWN
        return [(word, own), *((other, _SLIPPED) for other in likely)]

    def _follows(self, last: str, word: str) -> float:
        """Log probability of a word after another, or at the beginning."""
        alone = (self._words.get(word, 0) + 0.1) / self._total
        if not last:
            return log(alone)
        together = self._pairs.get(f"{last} {word}", 0) / (self._words.get(last, 0) + _SMOOTHING)
        return log(_PAIRS_WEIGHT * together + (1 - _PAIRS_WEIGHT) * alone)


def _one_slip(word: str) -> Iterator[str]:
    """Every row of letters that one slip turns into the word: two swapped, one too many, a neighbour hit, one lost."""
    cuts = range(len(word))
    yield from (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in cuts[:-1])
    yield from (word[:i] + word[i + 1 :] for i in cuts)
    yield from (word[:i] + key + word[i + 1 :] for i in cuts for key in _NEIGHBOURS[word[i]])
    yield from (word[:i] + key + word[i:] for i in range(len(word) + 1) for key in _PLACES)


def _always(written: list[str], meant: tuple[str, ...]) -> dict[str, str]:
    pairs = set(zip(written, meant, strict=True))
    readings = Counter(word for word, _ in pairs)
    return {word: other for word, other in pairs if word != other and readings[word] == 1}
