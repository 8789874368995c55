"""How much one label of a host imitates one spelling of a body's name."""

from functools import lru_cache

from rapidfuzz.distance import OSA

from actions.judge.datafile import load
from actions.judge.finding import MEDIUM, STRONG
from actions.judge.label import Label, is_bait, skeleton
from actions.judge.official import Owner

_SHORT, _LONG, _TYPO, _TYPOS = 5, 6, 7, 9
_OLD = ("com", "net", "org", "asia")
_NAMELESS = ("social", "tech", "press", "check")
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=16)
def words(key: str) -> frozenset[str]:
    """A list of lookalike.yml."""
    return frozenset(str(word) for word in load("lookalike")[key])


def name_in_label(label: Label, alias: str, owner: Owner) -> int:
    """STRONG, MEDIUM or 0 for no likeness."""
    if label.plain == alias:
        return _exact(label, alias, owner)
    if _disguised(label, alias):
        return STRONG
    at = label.joined.find(alias)
    if at < 0:
        return _typo(label, alias, owner)
    parts = (label.joined[:at], label.joined[at + len(alias) :])
    standing = len(alias) >= _LONG or alias in label.tokens or not all(parts)
    if standing and all(is_bait(part) for part in parts):
        return _baited(label, alias, "".join(parts))
    return 0 if label.is_proven else _among_others(label, alias, owner, parts)


def _exact(label: Label, alias: str, owner: Owner) -> int:
    if label.written != alias:
        return STRONG
    foreign_home = owner.international and len(label.suffix.rsplit(".", 1)[-1]) == 2
    taken = label.suffix in _OLD and (len(alias) < _SHORT or alias in words("ordinary"))
    return 0 if label.is_proven or foreign_home or taken else MEDIUM if label.suffix in _OLD else STRONG


def _disguised(label: Label, alias: str) -> bool:
    form = skeleton(alias)
    if form not in label.shape:
        return False
    bare = label.written.replace("-", "")
    hidden = alias not in label.joined or alias not in bare
    return hidden and (len(alias) >= _LONG or form in label.spellings)


def _typo(label: Label, alias: str, owner: Owner) -> int:
    """A slip of one letter in a long name, of two in a very long one."""
    if len(alias) < _TYPO or alias in words("ordinary"):
        return 0
    form = skeleton(alias)
    slips = 1 if len(alias) < _TYPOS or label.is_proven or owner.kind in _NAMELESS else 2
    for spelling in label.spellings:
        if spelling == form or abs(len(spelling) - len(form)) > slips:
            continue
        distance = OSA.distance(spelling, form, score_cutoff=slips)
        if distance == 1:
            return MEDIUM if label.is_proven else STRONG
        if distance <= slips and spelling[0] == form[0]:
            return MEDIUM
    return 0


def _baited(label: Label, alias: str, added: str) -> int:
    if added in words("neutral"):
        return 0 if label.is_proven else MEDIUM
    if len(alias) < 4 and len(added) < 2:
        return 0
    return MEDIUM if label.is_proven and len(added) < 4 else STRONG


def _among_others(label: Label, alias: str, owner: Owner, parts: tuple[str, str]) -> int:
    """A name among words that nobody knows, under an ending that anyone gets."""
    if len(alias) < 4:
        cluster = alias in words("clusters") and any(token.startswith(alias) for token in label.tokens)
        return MEDIUM if cluster or alias in label.tokens else 0
    if any(word in label.joined for word in words("innocent")):
        return 0
    at_edge = not all(part.strip("0123456789") for part in parts)
    if owner.kind in _NAMELESS:
        return MEDIUM if at_edge and alias in words("edge") else 0
    if alias in words("ordinary"):
        wordless = not _VOWELS & set("".join(parts))
        return MEDIUM if alias in label.tokens or (at_edge and wordless) else 0
    meant = not owner.international or alias in words("everywhere") or alias in label.tokens
    return MEDIUM if meant else 0
