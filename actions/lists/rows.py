"""Reads a list's file line by line: plain, hosts or CSV; comments, a BOM, CRLF and blank lines do no harm."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from actions.errors import BadList

Format = Literal["plain", "hosts", "csv"]
MOST_ROWS = 2_000_000
_COMMENTS = ("#", "!", ";", "//", "[")
_VALUE_COLUMNS = ("domain", "url", "host", "hostname", "link", "phone", "number", "account", "value")
_NAME_COLUMNS = ("name", "owner")


class Row(NamedTuple):
    """`name` is whom the value belongs to, "" when the file does not say."""

    line: int
    value: str
    name: str


def rows(path: Path, form: Format) -> Iterator[Row]:
    """The file's entries as written; raises BadList when it cannot be read or is too long."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = _csv(file) if form == "csv" else _lines(file, form)
            for count, row in enumerate(reader, start=1):
                if count > MOST_ROWS:
                    raise BadList("too_long", most=MOST_ROWS)
                yield row
    except UnicodeDecodeError:
        raise BadList("not_utf8") from None
    except OSError:
        raise BadList("no_file") from None
    except csv.Error:
        raise BadList("not_csv") from None


def _lines(file: Iterator[str], form: Format) -> Iterator[Row]:
    for number, line in enumerate(file, start=1):
        text = line.strip()
        if not text or text.startswith(_COMMENTS):
            continue
        text = text.split(" #")[0].split("\t#")[0].strip()
        if form == "plain":
            yield Row(number, text.removeprefix("||").rstrip("^"), "")
        else:
            yield from (Row(number, host, "") for host in text.split()[1:])


def _csv(file: Iterator[str]) -> Iterator[Row]:
    first = next((line for line in file if line.strip() and not line.startswith("#")), None)
    if first is None:
        return
    delimiter = max(",;\t", key=first.count)
    header = [cell.strip().lower() for cell in next(csv.reader([first], delimiter=delimiter))]
    value_at = next((header.index(name) for name in _VALUE_COLUMNS if name in header), None)
    name_at = next((header.index(name) for name in _NAME_COLUMNS if name in header), 1)
    if value_at is None:
        value_at = 0
        yield from _cells(1, next(csv.reader([first], delimiter=delimiter)), value_at, name_at)
    for number, cells in enumerate(csv.reader(file, delimiter=delimiter), start=2):
        yield from _cells(number, cells, value_at, name_at)


def _cells(number: int, cells: list[str], value_at: int, name_at: int) -> Iterator[Row]:
    if len(cells) > value_at and (value := cells[value_at].strip()) and not value.startswith("#"):
        yield Row(number, value, cells[name_at].strip() if len(cells) > name_at else "")
