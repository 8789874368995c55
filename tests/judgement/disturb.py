"""Messages as they arrive by other keyboards, clumsy thumbs and senders who hide from filters.

Each disturbance is pure and gives the same text for the same seed. Links, numbers and addresses stay as they are:
a slip in them makes another link or number, not the same message.
"""

import re
import unicodedata
from collections.abc import Callable
from random import Random

Disturbance = Callable[[str, Random], str]

_WORD = re.compile(r"\S+")
_LINK_OR_NUMBER = re.compile(r"\d|://|@|\w\.\w{2}")
_LETTERS = re.compile(r"[^\W\d_]+")
_TWINS = dict(
    zip(
        "aceijopsxyhdvkABCEHIKMNOPSTXYZ",
        "асеіјорѕхуһԁνκАВСЕНІКМΝОРЅТХΥΖ",
        strict=True,
    )
)
_LEET = {"a": "@4", "e": "3", "i": "1!", "o": "0"}
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_EMOJI = ("😀", "🎁", "🔥", "✅", "💰", "⭐", "👉", "❤️", "📣", "🎉")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_THIRD, _TENTH, _EMOJI_AFTER, _EMOJI_INSIDE = 1 / 3, 0.10, 0.25, 0.05


def disturbed(text: str, name: str, seed: int = 1) -> str:
    """`text` with one of DISTURBANCES; KeyError for an unknown name."""
    return DISTURBANCES[name](text, Random(f"{name}:{seed}:{text}"))


def _words(change: Callable[[str, Random], str]) -> Disturbance:
    """Applies to every run of letters of every word that is no link or number."""

    def apply(text: str, rng: Random) -> str:
        def word(match: re.Match[str]) -> str:
            if _LINK_OR_NUMBER.search(match.group()):
                return match.group()
            return _LETTERS.sub(lambda letters: change(letters.group(), rng), match.group())

        return _WORD.sub(word, unicodedata.normalize("NFC", text))

    return apply


def _unaccented(text: str, _: Random) -> str:
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def _decomposed(text: str, _: Random) -> str:
    return unicodedata.normalize("NFD", text)


def _upper(text: str, _: Random) -> str:
    return _WORD.sub(lambda m: m.group() if _LINK_OR_NUMBER.search(m.group()) else m.group().upper(), text)


def _homoglyphs(word: str, rng: Random) -> str:
    letters = unicodedata.normalize("NFD", word)
    return unicodedata.normalize(
        "NFC", "".join(_TWINS[c] if c in _TWINS and rng.random() < _THIRD else c for c in letters)
    )


def _apart(gap: str) -> Callable[[str, Random], str]:
    return lambda word, rng: gap.join(word) if len(word) >= 3 and rng.random() < _THIRD else word


def _typos(word: str, rng: Random) -> str:
    return _slipped(word, rng.randrange(len(word)), rng) if rng.random() < _TENTH else word


def _clumsy(word: str, rng: Random) -> str:
    for at in reversed(range(len(word))):
        if rng.random() < _TENTH:
            word = _slipped(word, at, rng)
    return word


def _slipped(word: str, at: int, rng: Random) -> str:
    letter, before, after = word[at], word[:at], word[at + 1 :]
    match rng.choice(("swap", "drop", "double", "beside")):
        case "swap":
            return before + after[:1] + letter + after[1:]
        case "drop":
            return before + after
        case "double":
            return before + letter * 2 + after
    return before + _beside(letter, rng) + after


def _beside(letter: str, rng: Random) -> str:
    row = next((row for row in _KEYS if letter.lower() in row), None)
    if row is None:  # a letter with its mark is several strokes, none of them on a neighbouring key
        return letter
    at = row.index(letter.lower())
    key = rng.choice(row[max(0, at - 1) : at] + row[at + 1 : at + 2])
    return key.upper() if letter.isupper() else key


def _leet(word: str, rng: Random) -> str:
    if rng.random() >= _THIRD:
        return word
    return "".join(rng.choice(_LEET[c]) if c in _LEET else c for c in _unaccented_vowels(word))


def _unaccented_vowels(word: str) -> str:
    """Marks cannot stand over a digit: a vowel that is replaced loses them first."""
    return "".join(_unaccented(c, Random(0)) if _unaccented(c, Random(0)) in _LEET else c for c in word)


def _zero_width(word: str, rng: Random) -> str:
    return "".join(c + (rng.choice(_INVISIBLE) if rng.random() < _THIRD else "") for c in word)


def _emoji(text: str, rng: Random) -> str:
    """After a quarter of the words, inside one of twenty."""

    def inside(word: str, rng: Random) -> str:
        if len(word) < 4 or rng.random() >= _EMOJI_INSIDE:
            return word
        at = rng.randrange(1, len(word))
        return word[:at] + _one_emoji(rng) + word[at:]

    whole = _words(inside)(text, rng)
    return _WORD.sub(lambda m: m.group() + (f" {_one_emoji(rng)}" if rng.random() < _EMOJI_AFTER else ""), whole)


def _one_emoji(rng: Random) -> str:
    return rng.choice(_EMOJI)


DISTURBANCES: dict[str, Disturbance] = {
    "no_accents": _unaccented,
    "decomposed": _decomposed,
    "upper_case": _upper,
    "homoglyphs": _words(_homoglyphs),
    "spaced": _words(_apart(" ")),
    "dotted": _words(_apart(".")),
    "emoji": _emoji,
    "typos": _words(_typos),  # a slip in one word of ten
    "clumsy": _words(_clumsy),  # a slip at one letter of ten: every third word or so
    "leet": _words(_leet),
    "zero_width": _words(_zero_width),
}
