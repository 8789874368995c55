"""Takes the disguise off words that are written to slip past filters: "t.i.ề.n", "nh@n", "c h u y e n", "tr0 cap".

Works on folded text (lower case, no diacritics) before digits are blurred. actions/extract/unmask.py does the same
for the signs and keeps the way back to the original; the rooms share no code, tests/nlu/test_unmask_alike.py compares.
"""

from __future__ import annotations

import re

_LEET = str.maketrans("013457@!|$€", "oieastailse")
# Pictures inside a word ("kho✅ng").
_PICTURE = re.compile(r"([a-z]{1,6})[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]{1,20}(?=([a-z]{1,6}))")
# A symbol among letters (an e-mail address has a dot behind it), or closing or opening a word.
_SYMBOL = re.compile(
    r"(?<=[a-z])[@!|$€]+(?=[a-z])(?![a-z0-9-]{0,60}\.[a-z])|(?<=[a-z])[@$€][@!|$€]*(?![\w@])|(?<![\w@!|$€])[@!|$€](?=[a-z]{2})"
)
# A word that is a syllable only with its signs and digits as letters: "th3", "c4m", "t!3n", not "ma1" or "t10".
_LEET_WORD = re.compile(
    r"(?<![\w.:,/@!|$-])[a-z](?!\d+(?!\w))(?=[a-z]*[013457@!|$€])[a-z013457@!|$€]{1,5}[a-z013457@$€](?![\w@/-]|\.\w)"
)
_LEET_END = "013457@!|$€"
# A digit among letters, or a nought closing a word; "100k", "3tr5" and "7h30" stay.
_DIGIT = re.compile(r"(?<=[a-z])[013457]{1,2}(?=[a-z])|(?<=[a-z])0(?![\w.:,/-])|(?<![\w.:,/-])[01](?=[a-z]{3})")
_AMOUNT = re.compile(r"\d(?:k|tr|ty|m|g|gb|mb|h|p|d|nghin|trieu|vnd|cu|lit)\d{0,3}(?![a-z])")
# Single letters in a row with one and the same gap: "l u a d", "l.u.a.d".
_SPACED = re.compile(r"(?<![a-z0-9])[a-z0-9]([ .·*_,;'~^-]{1,2})[a-z0-9](?:\1[a-z0-9]){2,}(?![a-z0-9])")
_QUOTES = re.compile(r"(?<=[a-z])['\"`´’‘*_~^·•¸]+(?=[a-z])")
# Stops inside a word cut it up only when most of the pieces are too short to be words ("qu.a;h,ang", not "a.b,chi").
_CUT_UP = re.compile(r"(?<![\w./:])[a-z]+(?:[.,;:]+[a-z]+){2,}(?![\w/])")
_STOPS = re.compile(r"[.,;:]+")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:(?:ie|ye|uye|uo|ua|oa|oe|uy|ue|a|e|i|o|u|y)(?:ng|nh|ch|[cmnpt])(?![aeiouy])|[aeiouy]{1,3})"
)


def unmask(text: str) -> str:
    """Folded text with its disguised words in plain letters; text without any comes back as it is."""
    text = _PICTURE.sub(lambda m: m.group(1) if _SYLLABLE.fullmatch(m.group(1) + m.group(2)) else m.group(), text)
    text = _SPACED.sub(lambda m: syllables(re.sub(r"[^a-z0-9]", "", m.group()).translate(_LEET)), text)
    text = _CUT_UP.sub(_rejoin, _QUOTES.sub("", text))
    text = _LEET_WORD.sub(_leet, text)
    text = _SYMBOL.sub(lambda m: m.group().translate(_LEET), text)
    return _DIGIT.sub(lambda m: m.group() if _amount(text, m) else m.group().translate(_LEET), text)


def _leet(match: re.Match[str]) -> str:
    plain = match.group().translate(_LEET)
    meant = _SYLLABLE.fullmatch(plain) and not _SYLLABLE.fullmatch(match.group().rstrip(_LEET_END))
    return plain if meant else match.group()


def _rejoin(match: re.Match[str]) -> str:
    pieces = _STOPS.split(match.group())
    return "".join(pieces) if sum(len(piece) <= 2 for piece in pieces) * 2 >= len(pieces) else match.group()


def syllables(joined: str) -> str:
    """Vietnamese syllables set apart again; letters that make none come back as they are."""
    parts = _SYLLABLE.findall(joined)
    return " ".join(parts) if "".join(parts) == joined else joined


def _amount(text: str, match: re.Match[str]) -> bool:
    return any(
        m.start() < match.end() <= m.end() + 1
        for m in _AMOUNT.finditer(text, max(0, match.start() - 8), match.end() + 16)
    )
