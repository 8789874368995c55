"""Folding makes Vietnamese typed with, without or with broken diacritics look the same to the model."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DIGITS = re.compile(r"\d")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Lower case, no diacritics, đ -> d, one blank between words; digits become 0 so that numbers share features."""
    decomposed = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).lower()
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")
    return _SPACES.sub(" ", _DIGITS.sub("0", plain)).strip()
