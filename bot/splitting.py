"""Cuts a long text into messages that a platform takes."""

import unicodedata
from collections.abc import Iterator

import regex

_CLUSTER = regex.compile(r"\X")
_NO_BREAK = frozenset("\u00a0\u2007\u202f")  # blanks that hold a number together
_CLOSING = "”’\"')]»"
_SENTENCE_END = (".", "!", "?", "…", ":", ";")
_INVISIBLE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})

_PARAGRAPH, _LINE, _SENTENCE, _WORD, _CLUSTER_END = 4, 3, 2, 1, 0


def split(text: str, limit: int, *, utf16: bool = True) -> list[str]:
    """Parts of at most `limit` UTF-16 units (else characters), in NFC; none is blank, an empty text has none.

    Cut at a paragraph, line, sentence or word, the better one first if it lies past a third of the room; else between
    grapheme clusters, so that no letter loses its marks and no emoji falls apart. Only a cluster that is longer
    than the limit by itself is cut. Raises ValueError for a limit below 2.
    """
    if limit < 2:
        raise ValueError("no character fits")
    clusters = list(_clusters(unicodedata.normalize("NFC", text.replace("\r\n", "\n")), limit, utf16))
    parts = []
    start = 0
    while (start := _skip_blanks(clusters, start)) < len(clusters):
        end = _fitting(clusters, start, limit, utf16)
        if end < len(clusters):
            end = _boundary(clusters, start, end)
        part = _without_blanks_behind(clusters[start:end])
        if any(unicodedata.category(character) not in _INVISIBLE for character in part):
            parts.append(part)
        start = end
    return parts


def _clusters(text: str, limit: int, utf16: bool) -> Iterator[str]:
    for cluster in _CLUSTER.findall(text):
        if _size(cluster, utf16) <= limit:
            yield cluster
        else:
            yield from cluster


def _size(text: str, utf16: bool) -> int:
    return len(text) + sum(character > "\uffff" for character in text) if utf16 else len(text)


def _skip_blanks(clusters: list[str], start: int) -> int:
    while start < len(clusters) and clusters[start].isspace():
        start += 1
    return start


def _fitting(clusters: list[str], start: int, limit: int, utf16: bool) -> int:
    room = limit
    for end in range(start, len(clusters)):
        room -= _size(clusters[end], utf16)
        if room < 0:
            return end
    return len(clusters)


def _boundary(clusters: list[str], start: int, end: int) -> int:
    """The best place up to `end`, the latest of the best."""
    best, rank = end, _CLUSTER_END
    for cut in range(end, start + (end - start) // 3, -1):
        if (here := _rank(clusters, cut)) > rank:
            best, rank = cut, here
    return best


def _rank(clusters: list[str], cut: int) -> int:
    if not _is_gap(clusters[cut]) or _is_gap(clusters[cut - 1]):
        return _CLUSTER_END
    breaks = "".join(clusters[cut : _skip_blanks(clusters, cut)]).count("\n")
    if breaks:
        return _PARAGRAPH if breaks > 1 else _LINE
    return _SENTENCE if _ends_sentence(clusters, cut) else _WORD


def _ends_sentence(clusters: list[str], cut: int) -> bool:
    before = "".join(clusters[max(0, cut - 5) : cut]).rstrip(_CLOSING)
    return before.endswith(_SENTENCE_END) and not before[:-1].endswith(tuple("0123456789"))  # "1." begins a line


def _is_gap(cluster: str) -> bool:
    return cluster.isspace() and cluster not in _NO_BREAK


def _without_blanks_behind(clusters: list[str]) -> str:
    while clusters and clusters[-1].isspace():
        clusters.pop()
    return "".join(clusters)
