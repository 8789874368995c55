"""Digits as people hide or spell them: number words and look-alike letters become digits, positions kept."""

import re

from actions.extract.fold import Mapped

WORDS = {
    "khong": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "lam": "5",
    "sau": "6", "bay": "7", "tam": "8", "chin": "9",
}  # fmt: skip
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))  # longest first: "ba" would eat "bay"
_SPELLED = re.compile(
    rf"(?<![a-z0-9])(?:{_WORD}|\d{{1,4}})(?:[\s.,\-]{{1,3}}(?:{_WORD}|\d{{1,4}})){{6,13}}(?![a-z0-9])"
)
_TOKEN = re.compile(rf"{_WORD}|\d")
_DISGUISED = re.compile(r"(?<![a-z0-9@])[+(]?[0-9oil|](?:[\s.\-()]{0,2}[0-9oil|]){7,14}(?![a-z0-9])")
_LETTERS = {"o": "0", "i": "1", "l": "1", "|": "1"}
_SOLID = re.compile(r"[0-9oil|]+")


def _spelled(text: str) -> list[tuple[int, int, str]]:
    """(start, end, digit) for each number word inside a run long enough to be a phone number."""
    found = []
    for run in _SPELLED.finditer(text):
        tokens = list(_TOKEN.finditer(run.group()))
        if not 8 <= len(tokens) <= 13:
            continue
        for token in tokens:
            if token.group() in WORDS:
                found.append((run.start() + token.start(), run.start() + token.end(), WORDS[token.group()]))
    return found


def _disguised(text: str) -> list[tuple[int, int, str]]:
    """(start, end, digit) for letters that stand for digits: only inside a group that has a real digit."""
    found = []
    for run in _DISGUISED.finditer(text):
        if sum(c.isdigit() for c in run.group()) < 6:
            continue
        for group in _SOLID.finditer(run.group()):
            if not any(c.isdigit() for c in group.group()):
                continue
            for offset, char in enumerate(group.group()):
                if char in _LETTERS:
                    at = run.start() + group.start() + offset
                    found.append((at, at + 1, _LETTERS[char]))
    return found


def with_digits(folded: Mapped) -> Mapped:
    """The folded text with spelled and disguised digits as digits; positions still lead back."""
    source = folded
    for find in (_spelled, _disguised):
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for start, end, digit in find(source.text):
            text.append(source.text[at:start] + digit)
            starts.extend((*source.starts[at:start], source.starts[start]))
            ends.extend((*source.ends[at:start], source.ends[end - 1]))
            at = end
        text.append(source.text[at:])
        starts.extend(source.starts[at:])
        ends.extend(source.ends[at:])
        source = Mapped("".join(text), source.original, tuple(starts), tuple(ends))
    return source
