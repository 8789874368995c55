"""By which way it came and what is wanted: the words for each choice and what the answer says then."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from actions.errors import BadCatalogue

CHOICES = Path(__file__).parent / "choices.yml"


@dataclass(frozen=True)
class Choice:
    """`words` name it anywhere, `short` only as the answer to its own question; both folded. `warned`: a wish that
    public warnings name as a sign of fraud."""

    slug: str
    words: tuple[str, ...]
    short: tuple[str, ...]
    do_now: str
    goodbye: str
    warned: bool


@dataclass(frozen=True)
class Choices:
    """Ways and wishes by slug; `unsure` speaks when nothing is known."""

    ways: dict[str, Choice]
    wishes: dict[str, Choice]
    unsure: Choice


def read_choices(path: Path = CHOICES) -> Choices:
    """The file's choices; raises BadCatalogue naming what it lacks."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        unsure = _choice("unsure", raw["unsure"])
        return Choices(
            ways={slug: _choice(slug, entry) for slug, entry in raw["ways"].items()},
            wishes={slug: _choice(slug, entry) for slug, entry in raw["wishes"].items()},
            unsure=unsure,
        )
    except (KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise BadCatalogue(f"{path.name}: {type(error).__name__} {error}") from error


def _choice(slug: str, entry: dict[str, Any]) -> Choice:
    return Choice(
        slug=slug,
        words=tuple(entry.get("words", ())),
        short=tuple(entry.get("short", ())),
        do_now=entry.get("do_now", ""),
        goodbye=entry.get("goodbye", ""),
        warned=bool(entry.get("warned", False)),
    )
