"""The catalogue of tactics, read from nlu/tactics/*.yml (one tactic, one file)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from actions.errors import BadCatalogue

TACTICS = Path(__file__).parents[2] / "nlu" / "tactics"


@dataclass(frozen=True)
class Tactic:
    """One catalogue entry; every text is Vietnamese for residents, `reviewed` the day it was last compared."""

    slug: str
    title: str
    number: str
    category: str
    audience: tuple[str, ...]
    how: str
    signs: tuple[str, ...]
    do_now: tuple[str, ...]
    if_paid: tuple[str, ...]
    source: str
    reviewed: date


class Catalogue:
    """Tactics by slug."""

    def __init__(self, tactics: dict[str, Tactic]) -> None:
        self._tactics = tactics

    @classmethod
    def read(cls, folder: Path = TACTICS) -> "Catalogue":
        """All entries of a folder; raises BadCatalogue naming the file and what it lacks."""
        return cls({path.stem: _read_tactic(path) for path in folder.glob("*.yml")})

    def get(self, slug: str) -> Tactic | None:
        return self._tactics.get(slug)


def _read_tactic(path: Path) -> Tactic:
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        facts = next(e["metadata"] for e in entries if e["intent"] == f"tactic/{path.stem}")
        return Tactic(
            slug=path.stem,
            title=facts["title"],
            number=facts["number"],
            category=facts["category"],
            audience=tuple(facts["audience"]),
            how=" ".join(facts["how"].split()),
            signs=tuple(facts["signs"]),
            do_now=tuple(facts["do_now"]),
            if_paid=tuple(facts["if_paid"]),
            source=facts["source"],
            reviewed=date.fromisoformat(facts["reviewed"]),
        )
    except (KeyError, StopIteration, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise BadCatalogue(f"{path.name}: {type(error).__name__} {error}") from error
