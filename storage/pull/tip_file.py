"""The officer's file: one tip a line, written through to the disk, and the cursor beside it."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from storage.errors import PullStopped
from storage.plain_json import readable_json


class TipFile:
    """`path` and `<path>.cursor`; a line that a crash cut short is dropped, and comes again from the store.

    One `pull` at a time for one file.
    """

    def __init__(self, path: Path, unit: str) -> None:
        self._path = path
        self._cursor_path = path.with_name(path.name + ".cursor")
        self._unit = unit
        self.ids = self._read_ids()
        self.cursor = self._read_cursor()

    def append(self, tips: Iterable[dict[str, Any]]) -> None:
        """Adds tips; returns when they would survive a power cut."""
        fresh = not self._path.exists()
        with open(self._path, "ab", opener=_private) as file:
            for tip in tips:
                file.write(readable_json(tip) + b"\n")
                self.ids.add(tip["id"])
            file.flush()
            os.fsync(file.fileno())
        if fresh:
            _sync_directory(self._path.parent)

    def remember(self, cursor: int) -> None:
        """Moves the cursor: everything up to it is written and acknowledged."""
        draft = self._cursor_path.with_name(self._cursor_path.name + ".new")
        with open(draft, "wb", opener=_private) as file:
            file.write(json.dumps({"unit": self._unit, "after": cursor}).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, self._cursor_path)
        _sync_directory(self._path.parent)
        self.cursor = cursor

    def _read_ids(self) -> set[str]:
        if not self._path.exists():
            return set()
        ids, whole = set(), 0
        with open(self._path, "rb") as file:
            for number, line in enumerate(file, start=1):
                if not line.endswith(b"\n"):
                    break
                whole += len(line)
                ids.add(_id_in(line, number))
        if whole < self._path.stat().st_size:
            _drop_torn_line(self._path, whole)
        return ids

    def _read_cursor(self) -> int:
        if not self._cursor_path.exists():
            return 0
        try:
            kept = json.loads(self._cursor_path.read_bytes())
            after = kept["after"]
            if kept["unit"] != self._unit or type(after) is not int or after < 0:
                raise ValueError
        except (ValueError, KeyError, TypeError):
            raise PullStopped("bad_cursor", path=self._cursor_path) from None
        return int(after)


def _id_in(line: bytes, number: int) -> str:
    try:
        tip_id = json.loads(line)["id"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise PullStopped("foreign_file", line=number) from None
    if not isinstance(tip_id, str):
        raise PullStopped("foreign_file", line=number)
    return tip_id


def _drop_torn_line(path: Path, whole: int) -> None:
    with open(path, "r+b") as file:
        file.seek(whole)
        if not file.read(1) == b"{":  # what we write starts so; anything else is not ours to cut
            raise PullStopped("foreign_file", line="cuối")
        file.truncate(whole)
        os.fsync(file.fileno())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync_directory(path: Path) -> None:
    if os.name == "posix":  # elsewhere a directory cannot be opened, and renames are durable by themselves
        directory = os.open(path, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
