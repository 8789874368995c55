"""A file becomes a list: every line read, the dangerous refused, the whole put in place at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from actions.errors import BadList
from actions.lists.entry import ListKind, is_own_machine, read
from actions.lists.rows import Format, Row, rows
from actions.lists.shelf import Sheet, Shelf

_SHOWN = 5


@dataclass(frozen=True)
class Outcome:
    """`entries` different ones are in; `unread` lines named nothing, `left_out` dangerous ones were skipped."""

    entries: int
    unread: int
    left_out: int


@dataclass
class _Counted:
    good: int = 0
    unread: int = 0
    left_out: int = 0


def import_list(shelf: Shelf, path: Path, form: Format, kind: ListKind, sheet: Sheet, *, leave_out: bool) -> Outcome:
    """Import `path` as `sheet`; raises BadList, with nothing changed, when the list would do harm or says nothing.

    `leave_out` skips bare endings and official domains or numbers instead of refusing the whole list.
    """
    if sheet.as_of > sheet.imported_on:
        raise BadList("day_ahead", day=f"{sheet.as_of:%d/%m/%Y}")
    counted = _Counted()
    found = _entries(_meant(path, form), kind, sheet.source, counted, leave_out)
    entries = shelf.replace(replace(sheet, kind=kind), found)
    return Outcome(entries, counted.unread, counted.left_out)


def _meant(path: Path, form: Format) -> Iterator[Row]:
    return (row for row in rows(path, form) if not is_own_machine(row.value))


def _entries(
    meant: Iterator[Row], kind: ListKind, source: str, counted: _Counted, leave_out: bool
) -> Iterator[tuple[str, str, str]]:
    """What goes in; raises BadList in the end at the latest, so that the draft is thrown away."""
    bad: list[str] = []
    for row in meant:
        entry = read(kind, row.value)
        if entry is None:
            counted.unread += 1
        elif entry.danger:
            counted.left_out += 1
            if not leave_out:
                bad.append(f"  {row.line}: {entry.value}")
            if len(bad) == _SHOWN:
                break
        else:
            counted.good += 1
            yield entry.kind, entry.value, row.name or source
    if bad:
        raise BadList("dangerous", lines="\n".join(bad))
    if not counted.good:
        raise BadList("empty")
    if counted.unread > counted.good:
        raise BadList("wrong_kind", unread=counted.unread, good=counted.good)
