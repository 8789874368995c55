"""Words and numerals of a text, folded only where the accents allow the folded reading."""

import re
import unicodedata
from dataclasses import dataclass

from actions.extract.fold import Mapped

# Folded words that mean something else with other accents ("máy", "làm", "từ", "tối"), and the forms we mean.
_MEANT = {
    "sau": "sáu", "lam": "lăm", "nham": "nhăm", "tu": "tư", "tam": "tám", "bay": "bảy bẩy", "nam": "năm", "may": "mấy",
    "vai": "vài", "dam": "dăm", "hang": "hàng", "ham": "hăm", "le": "lẻ lẽ", "tram": "trăm", "cu": "củ", "toi": "tỏi",
    "chai": "chai", "cheo": "chẹo", "xi": "xị", "lit": "lít", "ti": "tỉ", "ba": "ba", "hai": "hai", "ngan": "ngàn",
    "dong": "đồng",
}  # fmt: skip
_MEANT_FORMS = {folded: frozenset(forms.split()) for folded, forms in _MEANT.items()}
# Number words that a writer who uses accents does not write without: "5 triệu sau đó" is no "sáu".
_NUMBERS = frozenset(["sau", "lam", "nham", "tu", "tam", "bay", "nam", "may", "vai", "dam", "hang", "ham", "le"])
# "tr" written as it is heard in the north, after a count only: "chăm con" is care.
_HEARD = {"chăm": "tram", "chiệu": "trieu"}
_COUNTS = frozenset(["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "may", "vai"])
_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|[^\sa-z\d]")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Spoken:
    """One word, numeral or sign at [start, end) of the folded text; `text` is the original where accents forbid."""

    text: str
    said: str
    start: int
    end: int

    @property
    def numeral(self) -> bool:
        return self.text[:1].isdigit()

    @property
    def word(self) -> bool:
        return self.text[:1].isalpha()


def accented(text: str) -> bool:
    """Whether the writer uses accents at all (a lone "đ" for đồng does not tell)."""
    return any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", text))


def spoken(folded: Mapped) -> list[Spoken]:
    """The words, numerals and signs of a folded text, in order."""
    found: list[Spoken] = []
    strict = accented(folded.original)
    for piece in _PIECE.finditer(folded.text):
        text, (first, last) = piece.group(), folded.span(*piece.span())
        said = unicodedata.normalize("NFC", folded.original[first:last]).lower()
        forms = _MEANT_FORMS.get(text)
        meant = forms is None or said in forms or not (strict or accented(said))
        other = text.capitalize() if said == text and text in _NUMBERS else said
        if said in _HEARD and found and (found[-1].numeral or found[-1].text in _COUNTS):
            text, meant = _HEARD[said], True
        found.append(Spoken(text if meant else other, said, *piece.span()))
    return found


def only_meant(folded: Mapped, meant: dict[str, str]) -> str:
    """The folded text, same length, without the words whose accents make them others than `meant` (folded: forms)."""
    strict, out = accented(folded.original), list(folded.text)
    for word in _WORD.finditer(folded.text):
        forms = meant.get(word.group())
        if forms is None:
            continue
        said = said_at(folded, *word.span())
        if said not in forms.split() and (strict or accented(said)):
            out[word.start() : word.end()] = "~" * len(word.group())
    return "".join(out)


def said_at(folded: Mapped, start: int, end: int) -> str:
    """The resident's own letters behind folded text[start:end], composed and in lower case."""
    first, last = folded.span(start, end)
    return unicodedata.normalize("NFC", folded.original[first:last]).lower()
