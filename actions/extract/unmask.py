"""Takes the disguise off words written to slip past filters ("t.i.ề.n", "nh@n", "c h u y e n"), for the signs to read.

nlu/components/unmask.py does the same for the text model; here every letter keeps its way back to the original.
"""

import re
from collections.abc import Callable, Iterator

from actions.extract.fold import Mapped

_LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "!": "i", "|": "l", "$": "s", "€": "e"}
_PICTURE = "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
# Pictures between words are a gap, inside a word ("kho✅ng") they are nothing.
_PICTURES = re.compile(rf" ?{_PICTURE}(?: ?{_PICTURE}){{0,20}} ?")
_LETTERS_BEFORE, _LETTERS_AFTER = re.compile(r"[a-z]+$"), re.compile(r"[a-z]+")
_LONGEST_SYLLABLE = 6
# A symbol among letters (an e-mail address has a dot behind it), or closing or opening a word.
_SYMBOL = re.compile(
    r"(?<=[a-z])[@!|$€]+(?=[a-z])(?![a-z0-9-]{0,60}\.[a-z])|(?<=[a-z])[@$€][@!|$€]*(?![\w@])"
    r"|(?<![\w@!|$€])[@!|$€](?=[a-z]{2})"
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

# A word with a disguise inside; longer than any Vietnamese word it is a link or a code.
_WORD = re.compile(r"(?<!\S)(?=\S{0,19}[a-z])(?=\S{0,19}[0-9@!|$€'.])\S{2,20}(?!\S)")
_POSITIONS = (tuple(range(20)), tuple(range(1, 21)))

Letters = list[tuple[str, int]]


def unmask(folded: Mapped) -> Mapped:
    """`folded` with its disguised words in plain letters; text without any comes back as it is."""
    steps: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Letters]], ...] = (
        (_PICTURES, _without_pictures),
        (_SPACED, _joined),
        (_QUOTES, lambda text, match: []),
        (_CUT_UP, _rejoined),
        (_LEET_WORD, _leet),
        (_SYMBOL, _translated),
        (_DIGIT, _digit),
    )
    for pattern, rewrite in steps:
        folded = _rewritten(folded, pattern, rewrite)
    return folded


def masked(folded: Mapped) -> Iterator[tuple[int, int]]:
    """Where (start, end) words stand in `folded` that are Vietnamese syllables once the disguise is off."""
    for spaced in _SPACED.finditer(folded.text):
        yield spaced.span()
    for word in _WORD.finditer(folded.text):
        part = Mapped(word.group(), word.group(), *_POSITIONS)
        plain = unmask(part).text
        if plain != part.text and all(_SYLLABLE.fullmatch(piece) for piece in plain.split()):
            yield word.span()


def is_syllable(folded: str) -> bool:
    """Whether it can be one Vietnamese syllable."""
    return _SYLLABLE.fullmatch(folded) is not None


def _rewritten(source: Mapped, pattern: re.Pattern[str], rewrite: Callable[[str, re.Match[str]], Letters]) -> Mapped:
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0

    def keep(first: int, last: int) -> None:
        out.append(source.text[first:last])
        starts.extend(source.starts[first:last])
        ends.extend(source.ends[first:last])

    for match in pattern.finditer(source.text):
        keep(at, match.start())
        for char, index in rewrite(source.text, match):
            out.append(char)
            starts.append(source.starts[index])
            ends.append(source.ends[index])
        at = match.end()
    if not at:
        return source
    keep(at, len(source.text))
    return Mapped("".join(out), source.original, tuple(starts), tuple(ends))


def _without_pictures(text: str, match: re.Match[str]) -> Letters:
    before = _LETTERS_BEFORE.search(text[max(0, match.start() - _LONGEST_SYLLABLE) : match.start()])
    after = _LETTERS_AFTER.match(text, match.end(), match.end() + _LONGEST_SYLLABLE)
    inside = before and after and " " not in match.group() and is_syllable(before.group() + after.group())
    return [] if inside else [(" ", match.start())]


def _translated(text: str, match: re.Match[str]) -> Letters:
    return [(_LEET.get(text[i], text[i]), i) for i in range(*match.span())]


def _leet(text: str, match: re.Match[str]) -> Letters:
    letters = _translated(text, match)
    meant = is_syllable("".join(c for c, _ in letters)) and not is_syllable(match.group().rstrip(_LEET_END))
    return letters if meant else [(text[i], i) for i in range(*match.span())]


def _digit(text: str, match: re.Match[str]) -> Letters:
    near = _AMOUNT.finditer(text, max(0, match.start() - 8), min(len(text), match.end() + 16))
    if any(amount.start() < match.end() <= amount.end() + 1 for amount in near):
        return [(text[i], i) for i in range(*match.span())]
    return _translated(text, match)


def _joined(text: str, match: re.Match[str]) -> Letters:
    letters = [(_LEET.get(text[i], text[i]), i) for i in range(*match.span()) if text[i].isalnum()]
    joined = "".join(c for c, _ in letters)
    parts = _SYLLABLE.findall(joined)
    if "".join(parts) != joined:
        return letters
    spaced: Letters = []
    for part in parts:
        if spaced:
            spaced.append((" ", spaced[-1][1]))
        spaced += letters[: len(part)]
        letters = letters[len(part) :]
    return spaced


def _rejoined(text: str, match: re.Match[str]) -> Letters:
    pieces = _STOPS.split(match.group())
    cut_up = sum(len(piece) <= 2 for piece in pieces) * 2 >= len(pieces)
    return [(text[i], i) for i in range(*match.span()) if not cut_up or text[i].isalpha()]
