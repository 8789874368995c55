"""Rooms meet over HTTP only. One environment holds three of them, so only this test stops a cross-import."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "nlu", "actions", "storage")
FORBIDDEN_LIBRARIES = {
    "bot": {"rasa", "rasa_sdk"},
    "actions": {"rasa", "telegram"},
    "storage": {"rasa", "rasa_sdk", "telegram"},
    "nlu": {"rasa_sdk", "telegram", "fastapi", "sqlmodel"},
}
WHY = (
    "{file}:{line} imports {name}. A resident's words travel one way, channel -> bot -> Rasa -> actions -> storage, "
    "and each room knows only the HTTP door of the next: an import would tie their processes, secrets and Python "
    "versions together. Call the door, or read a data file."
)


def imports(path: Path) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.append((node.module or "", node.lineno))
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_no_other_room(room: str) -> None:
    files = sorted((ROOT / room).rglob("*.py"))
    assert files, f"the room {room} is empty"
    barred = {*ROOMS, "scripts", "tests"} - {room} | FORBIDDEN_LIBRARIES[room]
    for path in files:
        for name, line in imports(path):
            message = WHY.format(file=path.relative_to(ROOT), line=line, name=name)
            assert name.split(".")[0] not in barred, message


@pytest.mark.parametrize("part", ["actions/judge", "actions/extract"])
def test_judging_knows_nothing_of_rasa_or_the_network(part: str) -> None:
    for path in (ROOT / part).rglob("*.py"):
        for name, line in imports(path):
            where = f"{path.relative_to(ROOT)}:{line}"
            assert name.split(".")[0] not in {"rasa_sdk", "httpx", "requests", "socket"}, f"{where} imports {name}"


def test_no_drawer_files() -> None:
    drawers = {"utils", "helpers", "common", "misc", "manager"}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            assert path.stem not in drawers, f"{path.relative_to(ROOT)}: name it after what it does"
