"""Folding makes Vietnamese typed with, without or with broken diacritics look the same to the model."""

import re
import unicodedata

from nlu.components.link_classes import with_classes
from nlu.components.unmask import unmask

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]")
_DIGITS = re.compile(r"\d")
_SPACES = re.compile(r"\s+")
# Old fonts and scanners leave a mark beside its letter, with blanks around it: "ba ́ o".
_STRAY_MARK = re.compile(r"\s[\u0300-\u036f]+\s?")
# Letters of other alphabets that look Latin; actions/extract/fold.py has the same.
_TWINS = str.maketrans(
    "đϳαβεζηικμνορτυχγσϝϱϲϻѕіјавекмнорстухьгѡѵүһҽӏԁԍԛԝստօագզհոռցքᴦıɑɡłøßзпияωшцч",
    "djabeznikmvoptuxyofpcmsijabekmhopctyxbrwvyheldgqwusowqqhnngfriaglosenurwwuy",
)
# Greek capitals that look like another Latin letter than their small form does.
_CAPITAL_TWINS = str.maketrans("ΗΝΥ", "HNY")


def fold(text: str) -> str:
    """Lower case, no diacritics, đ -> d, links as their class, disguised words in plain letters, one blank between
    words; digits become 0 so that numbers share features."""
    return _SPACES.sub(" ", _DIGITS.sub("0", unmask(with_classes(plain(text))))).strip()


def plain(text: str) -> str:
    """Lower case, no diacritics, Latin letters for their twins, no invisible characters."""
    decomposed = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).translate(_CAPITAL_TWINS).lower()
    decomposed = _STRAY_MARK.sub("", decomposed)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_TWINS)
