"""The measuring set: invented messages by kind, written without sight of the training examples or the signs."""

from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
GROUPS = ("scam", "genuine", "advert")


@dataclass(frozen=True)
class Line:
    """One message; `tactic` (a stem of nlu/tactics, or None) and `core` (classic fraud, not grey) are a scam's."""

    text: str
    kind: str
    tactic: str | None = None
    core: bool = False


def load(group: str) -> list[Line]:
    """All lines of "scam", "genuine" or "advert", ordered by file name; FileNotFoundError for any other group."""
    folder = HERE / group
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    return [line for path in sorted(folder.glob("*.yml")) for line in lines_of(path)]


def lines_of(path: Path) -> list[Line]:
    """The lines of one kind's file; KeyError if a field its group needs is missing."""
    entry = yaml.safe_load(path.read_text(encoding="utf-8"))
    scam = path.parent.name == "scam"
    tactic, core = (entry["tactic"], entry["core"]) if scam else (None, False)
    return [Line(text, entry["kind"], tactic, core) for text in entry["texts"]]
