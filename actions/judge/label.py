"""A label of a host as the eye takes it."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from confusable_homoglyphs import confusables  # type: ignore[import-untyped]

from actions.extract.fold import fold
from actions.judge.datafile import load

_DIGITS = str.maketrans("0135@$", "olesas")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_LONGEST_BAIT = 18


@lru_cache(maxsize=1024)
def _latin(char: str) -> str:
    if char.isascii():
        return char
    twins = confusables.is_confusable(char, preferred_aliases=["latin"]) or []
    shapes = [t["c"] for twin in twins for t in twin["homoglyphs"] if t["c"].isascii() and t["c"].isalpha()]
    return shapes[0].lower() if shapes else char


@lru_cache(maxsize=8192)
def skeleton(label: str) -> str:
    """What the eye takes a label for: no marks, no foreign twins, no digits posing as letters."""
    plain = "".join(_latin(c) for c in fold(label).text).translate(_DIGITS)
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    return plain


@dataclass(frozen=True)
class Label:
    """`written` as it stands in the host, with the `suffix` of the registered domain."""

    written: str
    suffix: str

    @cached_property
    def plain(self) -> str:
        return fold(self.written).text

    @cached_property
    def joined(self) -> str:
        return self.plain.replace("-", "")

    @cached_property
    def shape(self) -> str:
        return skeleton(self.written.replace("-", ""))

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        return tuple(token for token in self.plain.split("-") if token)

    @cached_property
    def is_proven(self) -> bool:
        """Whether the ending costs proof of identity."""
        return self.suffix in load("lookalike")["proven"]

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """The shapes of the label's words and of all of them joined."""
        return tuple(dict.fromkeys((*(skeleton(t) for t in self.written.split("-") if t), self.shape)))


@lru_cache(maxsize=1)
def _bait() -> frozenset[str]:
    return frozenset(str(word) for word in load("lookalike")["bait"])


def is_bait(rest: str) -> bool:
    """Whether `rest` is nothing but bait words and digits, in any order ("" is)."""
    words, reachable = _bait(), {0}
    for end in range(1, len(rest) + 1):
        starts = (s for s in range(max(0, end - _LONGEST_BAIT), end) if s in reachable)
        if any(rest[s:end] in words or rest[s:end].isdigit() for s in starts):
            reachable.add(end)
    return len(rest) in reachable
