"""A body somebody may claim to speak for: how it works (facts with source and date) and how to ask it oneself."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from actions.errors import BadCatalogue

BODIES = Path(__file__).parent / "bodies"


@dataclass(frozen=True)
class Fact:
    """`about` names the ways and wishes (choices.yml) it speaks of; `reviewed` is when it was last compared."""

    text: str
    about: frozenset[str]
    source: str
    reviewed: date


@dataclass(frozen=True)
class Body:
    """`words` name it anywhere, `short` only as an answer to "who do they say they are?", both folded; `verify` is how
    to ask it oneself, `say` one sentence for the caller."""

    slug: str
    title: str
    words: tuple[str, ...]
    short: tuple[str, ...]
    facts: tuple[Fact, ...]
    verify: tuple[str, ...]
    say: str

    def facts_about(self, asked: set[str], most: int) -> list[Fact]:
        """At most `most` facts, those that speak of more of what was told first."""
        ranked = sorted(self.facts, key=lambda fact: -len(fact.about & asked))
        fitting = [fact for fact in ranked if fact.about & asked]
        return (fitting or ranked)[:most]


def read_bodies(folder: Path = BODIES) -> dict[str, Body]:
    """All bodies by slug; raises BadCatalogue naming the file and what it lacks."""
    return {path.stem: _read_body(path) for path in sorted(folder.glob("*.yml"))}


def _read_body(path: Path) -> Body:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        facts = [
            Fact(f["text"], frozenset(f["about"]), f["source"], date.fromisoformat(f["reviewed"])) for f in raw["facts"]
        ]
        return Body(
            slug=path.stem,
            title=raw["title"],
            words=tuple(raw["words"]),
            short=tuple(raw["short"]),
            facts=tuple(facts),
            verify=tuple(raw["verify"]),
            say=raw["say"],
        )
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise BadCatalogue(f"{path.name}: {type(error).__name__} {error}") from error
