"""Vietnamese number words, folded, as integers ("nam chuc", "ba muoi lam", "hai tram ruoi")."""

from functools import lru_cache

UNITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_SHORT_TENS = ("lam", "nham", "mot", "tu")  # "hai lăm", "ba mốt", "ba tư": twenty-five, thirty-one, thirty-four
_TENS_ALONE = ("hai", "ba", "bon", "sau", "bay", "tam", "chin")  # "năm ba" may be "a few", "năm" a year
_BASES = ("muoi", "chuc", "tram")
_EXACT = ("ham", "linh", "le", "ruoi", *_BASES, *UNITS)
_VAGUE = {"vai": ("hai", "chin"), "may": ("hai", "chin"), "dam": ("ba", "chin"), "hang": ("mot", "chin")}
_PAIRS = {
    ("vai", "ba"): (2, 3),
    ("dam", "ba"): (3, 5),
    ("dam", "bay"): (5, 7),
    ("nam", "bay"): (5, 7),
    ("nam", "ba"): (3, 5),
}
_WORD = "|".join(sorted(_EXACT, key=len, reverse=True))
SPELLED = rf"(?:{_WORD})(?:\s(?:{_WORD})){{0,7}}"
WORDS = frozenset((*_EXACT, *_VAGUE))
_NAMES = ("khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin")


def value(words: str) -> int | None:
    """The integer below 1,000 that `words` spell, None when they spell none ("nam ba")."""
    hundreds: int | None = None
    tens: int | None = None
    pending: int | None = None
    joined = False
    for word in words.split():
        if word in UNITS:
            if pending is not None:
                if word not in _SHORT_TENS or tens is not None or pending < 2:
                    return None
                tens = pending * 10
            pending = UNITS[word]
        elif word == "tram":
            if hundreds is not None or tens is not None:
                return None
            hundreds, pending = (1 if pending is None else pending) * 100, None
        elif word in ("muoi", "chuc", "ham"):
            if tens is not None or pending == 0 or (word == "ham" and pending is not None):
                return None
            tens, pending = 20 if word == "ham" else (1 if pending is None else pending) * 10, None
        elif word == "ruoi":
            if pending is not None or (hundreds is None and tens is None):
                return None
            tens, pending = (50, None) if tens is None else (tens, 5)
        elif word in ("linh", "le"):
            if pending is not None or joined:
                return None
            joined = True
        else:
            return None
    if pending is None and hundreds is None and tens is None:
        return None
    lone = hundreds and tens is None and pending is not None and not joined
    return (hundreds or 0) + (tens or 0) + (pending or 0) * (10 if lone else 1)  # "hai trăm năm" is 250


@lru_cache(maxsize=4096)
def bounds(words: str) -> tuple[int, int] | None:
    """Lowest and highest integer that `words` may mean: "vai" and "may" are 2 to 9, "hai ba" is 2 to 3."""
    exact = value(words)
    if exact is not None:
        return exact, exact
    said = words.split()
    said = said[1:] if said[:2] == ["mot", "vai"] else said
    for place, word in enumerate(said[:-1]):
        following, rest = said[place + 1], said[place + 2 :]
        pair = _PAIRS.get((word, following))
        if pair is None and UNITS.get(word, 9) + 1 == UNITS.get(following, 0) and (word, following) != ("ba", "tu"):
            pair = UNITS[word], UNITS[following]
        if pair:
            return _both(said[:place], (_NAMES[pair[0]], _NAMES[pair[1]]), rest)
    if len(said) == 2 and said[0] in _TENS_ALONE and UNITS.get(said[1], 0) and said[1] != "nam":
        both = UNITS[said[0]] * 10 + UNITS[said[1]]  # "bốn hai" is short for 42
        return both, both
    for place, word in enumerate(said):
        if word in _VAGUE:
            ends = _VAGUE[word] if place == 0 else ("mot", "chin")
            return _both(said[:place], ends, said[place + 1 :])
    spans = [(value(" ".join(said[:cut])), value(" ".join(said[cut:]))) for cut in range(1, len(said))]
    rising = [(low, high) for low, high in spans if low is not None and high is not None and low < high <= 2 * low]
    return min(rising, key=lambda span: span[1] - span[0], default=None)


def spell(number: int) -> str:
    """The folded words of an integer from 0 to 99, for runs that mix digits and words ("2 trăm 50")."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "muoi" if tens == 1 else f"{_NAMES[tens]} muoi"
    return " ".join(filter(None, (head, _NAMES[ones] if ones or not tens else "")))


def _both(before: list[str], ends: tuple[str, str], after: list[str]) -> tuple[int, int] | None:
    low, high = (value(" ".join((*before, end, *after))) for end in ends)
    return (low, high) if low is not None and high is not None and low < high else None
