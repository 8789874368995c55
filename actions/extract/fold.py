"""Text made comparable, with the way back to the resident's own words."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

QUOTE_LIMIT = 120
# Letters of other alphabets that look Latin and carry no Vietnamese meaning.
_TWINS = str.maketrans(
    "ϳαβεζηικμνορτυχγσϝϱϲϻѕіјавекмнорстухьгѡѵүһҽӏԁԍԛԝստօագզհոռցքᴦıɑɡłøßзпияωшцч。․",
    "jabeznikmvoptuxyofpcmsijabekmhopctyxbrwvyheldgqwusowqqhnngfriaglosenurwwuy..",
)
# Greek capitals that look like another Latin letter than their small form does.
_CAPITAL_TWINS = str.maketrans("ΗΝΥ", "HNY")


@dataclass(frozen=True)
class Mapped:
    """`text` with, for each of its characters, where in `original` it came from: [starts[i], ends[i])."""

    text: str
    original: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's half-open span behind text[start:end], with the marks after its last letter."""
        if start >= end:
            return (0, 0)
        first, last = self.starts[start], self.ends[end - 1]
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return first, last

    def quote(self, start: int, end: int, limit: int = QUOTE_LIMIT) -> str:
        """The original words behind text[start:end], cut to `limit` characters: always a substring."""
        first, last = self.span(start, end)
        return self.original[first : min(last, first + limit)].strip()


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    out = char
    for _ in range(2):  # lower-casing can uncover a further decomposition
        parts = unicodedata.normalize("NFKD", out)
        kept = (c for c in parts if unicodedata.category(c) not in ("Mn", "Cf"))
        out = "".join(kept).translate(_CAPITAL_TWINS).lower().translate(_TWINS).replace("đ", "d")
    return out


@lru_cache(maxsize=4096)
def _tidy_char(char: str) -> str:
    if unicodedata.category(char) == "Cf":
        return ""
    return unicodedata.normalize("NFKC", char).replace("。", ".").replace("․", ".")


def _mapped(text: str, plain: Callable[[str], str]) -> Mapped:
    parts = [(piece, i) for i, c in enumerate(text) for piece in plain(c)]
    return Mapped("".join(p for p, _ in parts), text, tuple(i for _, i in parts), tuple(i + 1 for _, i in parts))


def fold(text: str) -> Mapped:
    """Lower case, no diacritics, đ as d, no invisible characters; line breaks stay."""
    return _mapped(text, _fold_char)


def tidy(text: str) -> Mapped:
    """Full-width and styled letters made plain, invisible characters gone; diacritics and case stay."""
    return _mapped(text, _tidy_char)
