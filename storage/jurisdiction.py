"""From a resident's words for a place to the unit that serves it: one, several to ask about, or none."""

import re
import unicodedata
from dataclasses import dataclass

from storage.units import SplitName, Unit, UnitTree, load_units

_LONGEST = 500  # characters that are read; a whole story in this field is no place


@dataclass(frozen=True)
class Resolution:
    """`unit` is the one that serves the place; otherwise `candidates` to ask about (empty = unknown), and
    `elsewhere` the names of places outside this tree that the words may also mean."""

    unit: Unit | None
    candidates: tuple[Unit, ...] = ()
    elsewhere: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Lower-case words without diacritics, đ as d, anything else a single space."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))
    return re.sub(r"[\W_]+", " ", kept).strip()


def resolve(place: str | None, tree: UnitTree | None = None) -> Resolution:
    """Old and new names, with or without diacritics. A name that was divided, or two units in one sentence,
    gives candidates; a wide name (the old district) counts only when nothing narrower was said."""
    tree = tree or load_units()
    words = f" {fold((place or '')[:_LONGEST])} "
    certain = {unit for name, unit in _names(tree) if _mentions(words, name, tree)}
    divided = [s for s in tree.split if _mentions(words, fold(s.name), tree)]
    narrow = [s for s in divided if not s.wide]
    if certain:
        return _among(certain, [s for s in narrow if not certain & set(s.units)], tree)
    return _among(set(), narrow or divided, tree)


def _among(certain: set[str], divided: list[SplitName], tree: UnitTree) -> Resolution:
    slugs = certain.union(*(s.units for s in divided))
    if len(slugs) == 1 and not divided:
        return Resolution(tree.unit(slugs.pop()))
    candidates = tuple(unit for slug, unit in tree.units.items() if slug in slugs)
    return Resolution(None, candidates, tuple(s.elsewhere for s in divided if s.elsewhere))


def _names(tree: UnitTree) -> list[tuple[str, str]]:
    return [(_needed(place, tree), unit.slug) for unit in tree.units.values() for place in unit.places]


def _needed(place: str, tree: UnitTree) -> str:
    """The name alone, or with its type where the name alone says too little."""
    whole = fold(place)
    kind = next((fold(t) for t in tree.types if whole.startswith(fold(t) + " ")), "")
    bare = whole.removeprefix(kind).strip()
    return whole if bare in {fold(name) for name in tree.typed} else bare


def _mentions(words: str, name: str, tree: UnitTree) -> bool:
    """Whether `name` stands in `words` as a commune and not as a street or ward ("duong quang trung")."""
    not_after = tuple(f" {fold(word)}" for word in tree.not_after)
    return any(not words[: found.start()].endswith(not_after) for found in re.finditer(f"(?= {name} )", words))
