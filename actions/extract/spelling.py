"""Slips of the thumb in words that the signs know ("chuuen tien", "mat khauu"), for the signs to read."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from actions.extract.fold import Mapped
from actions.extract.unmask import is_syllable

# A word of its own; not a part of a link, an e-mail address or a number. Shorter ones are abbreviations.
_WORD = re.compile(r"(?<![\w@./:#-])[a-z]{4,12}(?![\w@/:#-]|\.\w)")
_ANY_WORD = re.compile(r"(?<![\w@./:#-])[a-z]+(?![\w@/:#-]|\.\w)")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACES = {key: (at, row) for row, keys in enumerate(_ROWS) for at, key in enumerate(keys)}
_LETTERS = tuple(_PLACES)
# Foreign words are alike ("mail" and "email", "stop" and "shop"): short ones are never what was meant.
_FOREIGN_FROM = 7


def mended(folded: Mapped, known: Collection[str]) -> Mapped:
    """`folded` with each word that is no Vietnamese syllable as the one of `known` that a single slip makes it.

    Positions still lead back; a word that could be several of them stays.
    """
    return _reworded(folded, _WORD, lambda word: word if word in known or is_syllable(word) else _meant(word, known))


def reread(folded: Mapped, slips: Mapping[str, str]) -> Mapped:
    """`folded` with each whole word of `slips` as it was meant; positions still lead back."""
    return _reworded(folded, _ANY_WORD, lambda word: slips.get(word, word)) if slips else folded


def _reworded(folded: Mapped, words: re.Pattern[str], meant_by: Callable[[str], str]) -> Mapped:
    out, starts, ends, at = "", list[int](), list[int](), 0
    for match in words.finditer(folded.text):
        meant = meant_by(match.group())
        if meant == match.group():
            continue
        first, last = match.span()
        places = [min(first + i, last - 1) for i in range(len(meant))]
        out += folded.text[at:first] + meant
        starts += [*folded.starts[at:first], *(folded.starts[i] for i in places)]
        ends += [*folded.ends[at:first], *(folded.ends[i] for i in places[:-1]), folded.ends[last - 1]]
        at = last
    if not at:
        return folded
    return Mapped(out + folded.text[at:], folded.original, (*starts, *folded.starts[at:]), (*ends, *folded.ends[at:]))


def _meant(word: str, known: Collection[str]) -> str:
    for kind in (_swapped, _doubled, _beside, _dropped):  # likeliest first
        found = {other for other in kind(word) if other in known and _likely(other)}
        if found:
            return found.pop() if len(found) == 1 else word
    return word


def _likely(word: str) -> bool:
    return is_syllable(word) or len(word) >= _FOREIGN_FROM


def _swapped(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))


def _doubled(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word) - 1) if word[i] == word[i + 1])


def _beside(word: str) -> Iterator[str]:
    return (word[:i] + key + word[i + 1 :] for i, letter in enumerate(word) for key in _NEIGHBOURS[letter])


def _dropped(word: str) -> Iterator[str]:
    return (word[:i] + letter + word[i:] for i in range(len(word) + 1) for letter in _LETTERS)


def _near(one: str, other: str) -> bool:
    (x, row), (u, line) = _PLACES[one], _PLACES[other]
    return one != other and abs(x - u) <= 1 and abs(row - line) <= 1


_NEIGHBOURS = {one: tuple(other for other in _LETTERS if _near(one, other)) for one in _LETTERS}
