"""The police units, read from data/units.yml: a tree with the places each unit serves."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from storage.errors import BadUnits, UnknownUnit

UNITS_FILE = Path(__file__).parent / "data" / "units.yml"


@dataclass(frozen=True)
class Unit:
    """A police unit; `parent` is the slug of the unit above, None at the top."""

    slug: str
    name: str
    level: str
    parent: str | None
    places: tuple[str, ...]

    def label(self) -> dict[str, str]:
        """How a door names a unit."""
        return {"slug": self.slug, "name": self.name}


@dataclass(frozen=True)
class SplitName:
    """An old name that no longer leads to one unit; `wide` names only say where another place lies."""

    name: str
    units: tuple[str, ...]
    elsewhere: str | None
    wide: bool


@dataclass(frozen=True)
class UnitTree:
    """All units by slug, the divided names, and the words that may or may not stand before a name."""

    units: dict[str, Unit]
    split: tuple[SplitName, ...]
    types: tuple[str, ...]
    typed: tuple[str, ...]
    not_after: tuple[str, ...]

    def unit(self, slug: str) -> Unit:
        """The unit with this slug; raises UnknownUnit."""
        if slug not in self.units:
            raise UnknownUnit(f"unknown unit {slug!r}; known: {', '.join(sorted(self.units))}")
        return self.units[slug]


@cache
def load_units(path: Path = UNITS_FILE) -> UnitTree:
    """The tree in `path`; raises BadUnits when it is not one tree or lacks its source or reviewed date."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not raw.get("source") or not raw.get("reviewed"):
        raise BadUnits("units.yml needs source and reviewed")
    units = [Unit(u["slug"], u["name"], u["level"], u.get("parent"), tuple(u.get("places", ()))) for u in raw["units"]]
    split = tuple(
        SplitName(s["name"], tuple(s["units"]), s.get("elsewhere"), s.get("wide", False)) for s in raw["split"]
    )
    reading = raw["reading"]
    tree = UnitTree(
        {u.slug: u for u in units}, split, *(tuple(reading[key]) for key in ("types", "typed", "not_after"))
    )
    _check(units, tree)
    return tree


def _check(units: list[Unit], tree: UnitTree) -> None:
    if len(tree.units) != len(units):
        raise BadUnits("a unit slug is used twice")
    if len([unit for unit in units if unit.parent is None]) != 1:
        raise BadUnits("exactly one unit stands at the top")
    for unit in units:
        above, seen = unit.parent, {unit.slug}
        while above is not None:
            if above not in tree.units or above in seen:
                raise BadUnits(f"{unit.slug} does not hang on the tree")
            seen.add(above)
            above = tree.units[above].parent
    for divided in tree.split:
        for slug in divided.units:
            tree.unit(slug)
