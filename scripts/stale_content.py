"""`make content`: what nobody has compared with its source for too long, oldest first.

An entry is any mapping with a `reviewed` date in a room's YAML: a tactic, a table, a row of a table.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
ROOMS = ("actions", "bot", "nlu", "storage")
DEFAULT_DAYS = 180


@dataclass(frozen=True)
class Entry:
    """`days` since the review; None when the date or the whole file cannot be read, which counts as stale."""

    path: Path
    name: str
    source: str
    days: int | None


def main() -> None:
    """Argument: the limit in days; else TINBAO_STALE_DAYS, else 180."""
    given = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] else os.environ.get("TINBAO_STALE_DAYS") or DEFAULT_DAYS
    try:
        limit = int(given)
    except ValueError:
        sys.exit("usage: make content [DAYS=180]; the limit is a number of days")
    print("\n".join(report(ROOT, date.today(), limit)))


def report(root: Path, today: date, limit: int) -> list[str]:
    """One line for each entry reviewed more than `limit` days before `today`; last `stale=N of=M`."""
    entries = list(read(root, today))
    stale = [entry for entry in entries if entry.days is None or entry.days > limit]
    stale.sort(key=lambda entry: (entry.days is not None, -(entry.days or 0), entry.path))
    lines = [f"{age(entry):>12}  {entry.path.relative_to(root)}  {entry.name}  ({entry.source})" for entry in stale]
    return [*lines, f"stale={len(stale)} of={len(entries)}"]


def age(entry: Entry) -> str:
    return "unreadable" if entry.days is None else f"{entry.days} days"


def read(root: Path, today: date) -> Iterator[Entry]:
    """Every entry of every room under `root`; a file that is not YAML is one unreadable entry."""
    for path in sorted(path for room in ROOMS for path in (root / room).rglob("*.yml")):
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError):
            yield Entry(path, path.stem, "-", None)
            continue
        yield from walk(content, path, "-", today)


def walk(node: object, path: Path, source: str, today: date) -> Iterator[Entry]:
    """Entries at and below `node`; a row without a source of its own has its table's."""
    if isinstance(node, dict):
        source = str(node.get("source", source))
        if "reviewed" in node:
            name = str(node.get("title") or node.get("name") or path.stem)
            yield Entry(path, name, source, days_since(node["reviewed"], today))
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from walk(child, path, source, today)


def days_since(reviewed: object, today: date) -> int | None:
    try:
        return (today - date.fromisoformat(str(reviewed))).days
    except ValueError:
        return None


if __name__ == "__main__":
    main()
