"""Does a domain imitate a body on the official table?"""

from dataclasses import dataclass
from functools import lru_cache

from confusable_homoglyphs import confusables  # type: ignore[import-untyped]
from rapidfuzz.distance import OSA

from actions.extract.fold import fold
from actions.extract.links import Link
from actions.judge.datafile import load
from actions.judge.finding import MEDIUM, STRONG
from actions.judge.official import Owner, owner_of, owners

_DIGITS = str.maketrans("0135@$", "olesas")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_SHORT, _LONG, _TYPO = 5, 6, 7
_OLD = ("com", "net", "org", "asia")


@dataclass(frozen=True)
class Likeness:
    """`owner` is the body imitated, None when it is a government domain in general."""

    owner: Owner | None
    weight: int


@lru_cache(maxsize=1024)
def _latin(char: str) -> str:
    if char.isascii():
        return char
    twins = confusables.is_confusable(char, preferred_aliases=["latin"]) or []
    shapes = [t["c"] for twin in twins for t in twin["homoglyphs"] if t["c"].isascii() and t["c"].isalpha()]
    return shapes[0].lower() if shapes else char


def skeleton(label: str) -> str:
    """What the eye takes a label for: no marks, no foreign twins, no digits posing as letters."""
    plain = "".join(_latin(c) for c in fold(label).text).translate(_DIGITS)
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    return plain


def _only_bait(rest: str, bait: frozenset[str]) -> bool:
    """Whether `rest` is nothing but bait words and digits, in any order."""
    reachable = {0}
    for end in range(1, len(rest) + 1):
        if any(s in reachable and (rest[s:end] in bait or rest[s:end].isdigit()) for s in range(max(0, end - 18), end)):
            reachable.add(end)
    return len(rest) in reachable


@lru_cache(maxsize=1)
def _bait() -> frozenset[str]:
    return frozenset(str(word) for word in load("lookalike")["bait"])


def _in_label(label: str, alias: str, owner: Owner, suffix: str) -> int:
    """Weight of the likeness of one registrable label to one alias; 0 for none."""
    proven = suffix in load("lookalike")["proven"]
    tokens, plain = label.split("-"), fold(label).text
    joined, shape, form = plain.replace("-", ""), skeleton(label.replace("-", "")), skeleton(alias)
    if plain == alias and label != plain:
        return STRONG
    if plain == alias:
        foreign_home = owner.international and len(suffix.rsplit(".", 1)[-1]) == 2
        short = len(alias) < _SHORT and suffix in _OLD
        return 0 if proven or foreign_home or short else MEDIUM if suffix in _OLD else STRONG
    disguised = alias not in joined and form in shape or (alias in joined and alias not in label.replace("-", ""))
    if disguised and (len(alias) >= _LONG or shape == form or any(skeleton(t) == form for t in tokens)):
        return STRONG
    if len(alias) >= _TYPO and any(
        t != alias and abs(len(t) - len(alias)) <= 1 and OSA.distance(skeleton(t), form) == 1 for t in tokens
    ):
        return MEDIUM if proven else STRONG
    at = joined.find(alias)
    if at < 0 or (len(alias) < _LONG and alias not in tokens and not (at == 0 or joined.endswith(alias))):
        return 0
    rest = [joined[:at], joined[at + len(alias) :]]
    baited = all(not part or _only_bait(part, _bait()) for part in rest)
    if baited:
        added = "".join(rest)
        if added in load("lookalike")["neutral"]:
            return 0 if proven else MEDIUM
        return 0 if len(alias) < 4 and len(added) < 2 else MEDIUM if proven and len(added) < 4 else STRONG
    if len(alias) >= _LONG or (alias in tokens and len(alias) >= 4):
        return 0 if proven or owner.kind in ("social", "press") else MEDIUM
    return 0


def _in_subdomain(link: Link, owner: Owner) -> bool:
    """Whether the body's name or whole domain stands before somebody else's registrable domain."""
    before = link.subdomain
    if not before:
        return False
    if any(f"{before}.".find(f"{domain}.") >= 0 for domain in owner.domains if len(domain) > 5):
        return True
    tokens = before.replace("-", ".").split(".")
    return owner.kind != "social" and any(alias in tokens and len(alias) >= 4 for alias in owner.aliases)


def likeness(link: Link) -> Likeness | None:
    """The strongest imitation that the link's host makes, None when it makes none or is official itself."""
    if not link.registrable or owner_of(link):
        return None
    if link.suffix in load("lookalike")["proven"] and any(link.label in owner.aliases for owner in owners()):
        return None
    words = link.host.removesuffix("." + link.suffix).replace("-", ".").split(".")
    best: Likeness | None = Likeness(None, STRONG) if "gov" in words else None
    for owner in owners():
        weight = STRONG if _in_subdomain(link, owner) else 0
        for alias in owner.aliases:
            weight = max(weight, _in_label(link.label, alias, owner, link.suffix))
        if weight > (best.weight if best else 0):
            best = Likeness(owner, weight)
    return best
