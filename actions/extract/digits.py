"""Digits as people hide or spell them: number words and look-alike letters become digits, positions kept."""

import re

from actions.extract.fold import Mapped

WORDS = {
    "khong": "0", "ko": "0", "hong": "0", "zero": "0", "o": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4",
    "tu": "4", "nam": "5", "lam": "5", "sau": "6", "bay": "7", "tam": "8", "chin": "9",
}  # fmt: skip
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))  # longest first: "ba" would eat "bay"
_GAP = r"[\s.,;\-–_/]{0,3}+"
_SPELLED = re.compile(rf"(?<![a-z0-9])(?:(?P<plus>cong)\s)?(?:{_WORD}|\d)(?:{_GAP}(?:{_WORD}|\d)){{7,40}}(?![a-z0-9])")
_SHORT = re.compile(
    rf"(?<![a-z0-9])(?:mot\smot\s(?:mot|hai|ba|bon|tu|nam|lam)|mot\snam\ssau)(?![a-z0-9])(?!{_GAP}(?:{_WORD}|\d))"
)
_WHOLE = re.compile(r"\d{9}")
_TOKEN = re.compile(rf"(?P<word>{_WORD})|\d|(?P<gap>[\s.,;\-–_/]+)")
_DISGUISED = re.compile(r"(?<![a-z0-9@])[+(]?[0-9oil|sbgz](?:[\s.\-()]{0,2}+[0-9oil|sbgz]){7,14}(?![a-z0-9])")
_LETTERS = {"o": "0", "i": "1", "l": "1", "|": "1", "s": "5", "b": "8", "g": "9", "z": "2"}
_SOLID = re.compile(r"[0-9oil|sbgz]+")
_FEWEST = 4


def _spelled(text: str) -> list[tuple[int, int, str]]:
    """(start, end, replacement) inside runs of number words long enough to be a phone number; gaps become one space."""
    found = []
    for short in _SHORT.finditer(text):
        for token in _TOKEN.finditer(text, *short.span()):
            found.append((*token.span(), WORDS[token["word"]] if token["word"] else ""))
    for run in _SPELLED.finditer(text):
        if _WHOLE.search(run.group()):
            continue  # "0912345678 năm ngoái"
        tokens = list(_TOKEN.finditer(text, run.end("plus") if run["plus"] else run.start(), run.end()))
        worded = [place for place, t in enumerate(tokens) if t["word"] and t["word"] != "o"]
        if not worded or worded == [0]:
            continue  # "năm 1900 1234"
        if run["plus"]:
            found.append((*run.span("plus"), "+"))
        for token in tokens:
            if token["word"]:
                found.append((*token.span(), WORDS[token["word"]]))
            elif token["gap"]:
                found.append((*token.span(), " "))
    return sorted(found)


def _barred(run: str) -> bool:
    """Whether "|" parts the groups of a whole number ("0912|345|678") and stands for no 1."""
    return len(re.sub(r"[^0-9oilsbgz]", "", run)) == 10


def _disguised(text: str) -> list[tuple[int, int, str]]:
    """(start, end, digit) for letters that stand for digits, in runs that start like a number and hold real digits."""
    found = []
    for run in _DISGUISED.finditer(text):
        whole = run.group()
        if sum(c.isdigit() for c in whole) < _FEWEST or whole.lstrip("+(")[0] not in "0o18il":
            continue
        barred = _barred(whole)
        for group in _SOLID.finditer(whole):
            at, end = run.start() + group.start(), run.start() + group.end()
            lone, plain = not any(c.isdigit() for c in group.group()), set(group.group()) <= {"o", "i", "l"}
            if lone and not (plain and (text[at - 1 : at] in (".", "-") or end - at >= 3)):
                continue  # a word of its own: "0912 345 678 so"
            for place, char in enumerate(text[at:end], at):
                if char in _LETTERS and not (char == "|" and barred):
                    found.append((place, place + 1, _LETTERS[char]))
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
