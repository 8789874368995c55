"""Vietnamese number words, folded, as integers ("nam chuc", "ba muoi lam", "hai tram ruoi")."""

import re

UNITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_ANY = ("muoi", "chuc", "tram", "linh", "le", *UNITS)
_WORD = "|".join(sorted(_ANY, key=len, reverse=True))
SPELLED = rf"(?:{_WORD})(?:\s(?:{_WORD})){{0,7}}"
_SPELLED = re.compile(SPELLED)


def value(words: str) -> int | None:
    """The integer below 1,000 that `words` spell, None when they spell none ("nam ba")."""
    if not _SPELLED.fullmatch(words):
        return None
    hundreds = tens = ones = 0
    pending: int | None = None
    for word in words.split():
        if word in UNITS:
            if pending is not None:
                if word not in ("lam", "nham") or tens:
                    return None
                tens = pending * 10  # "hai lam" is short for 25
            pending = UNITS[word]
        elif word == "tram":
            if pending is None or hundreds:
                return None
            hundreds, pending = pending * 100, None
        elif word in ("muoi", "chuc"):
            if tens or pending == 0:
                return None
            tens, pending = (1 if pending is None else pending) * 10, None
        elif word in ("linh", "le") and pending is not None:
            return None
    ones = pending or 0
    return hundreds + tens + ones
