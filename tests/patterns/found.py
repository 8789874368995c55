"""Every regular expression of the rooms that read residents' words, wherever the code builds it."""

import ast
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import _lru_cache_wrapper
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
# Of nlu only these import without Rasa; the patterns of the others are read from their source.
_WITHOUT_RASA = ("unmask", "link_classes", "cues", "fold")
_DEEP = 4


def patterns() -> dict[str, re.Pattern[str]]:
    """Each pattern once, by where it was found first: module attributes, what builders give, literals in the source."""
    named: dict[re.Pattern[str], str] = {}
    for module in _modules():
        for name, value in vars(module).items():
            for pattern in _inside(_built(module, value)):
                named.setdefault(pattern, f"{module.__name__}.{name}")
    for path in sorted(p for room in ("actions", "bot", "nlu") for p in (ROOT / room).rglob("*.py")):
        for line, pattern in written(path):
            named.setdefault(pattern, f"{path.relative_to(ROOT)}:{line}")
    found: dict[str, re.Pattern[str]] = {}
    for pattern, name in named.items():
        found[name if name not in found else f"{name}#{len(found)}"] = pattern
    return found


def written(path: Path) -> Iterator[tuple[int, re.Pattern[str]]]:
    """(line, pattern) of every call re.…("literal") in a file; what an f-string fills in is read as a short word."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=function), args=[first, *rest]):
                text = _text(first)
                given = [k.value for k in node.keywords if k.arg == "flags"]
                flags = given or (rest if function == "compile" else [])
                if text is not None:
                    yield node.lineno, re.compile(text, _flags(flags[0]) if flags else 0)


def _modules() -> Iterator[ModuleType]:
    for room in ("actions", "bot"):
        package = import_module(room)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not found.name.endswith("__main__"):
                yield import_module(found.name)
    for name in _WITHOUT_RASA:
        yield import_module(f"nlu.components.{name}")


def _built(module: ModuleType, value: Any) -> Any:
    """What a module's own cached builder without parameters gives; anything else as it is."""
    if not isinstance(value, _lru_cache_wrapper) or value.__module__ != module.__name__:
        return value
    return None if value.__wrapped__.__code__.co_argcount else value()


def _inside(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif depth < _DEEP and isinstance(value, dict | list | tuple | frozenset | set):
        for item in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from _inside(item, depth + 1)
    elif depth < _DEEP and is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _inside(getattr(value, field.name), depth + 1)


def _text(node: ast.expr) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) or "con" for part in parts)
    return None


def _flags(node: ast.expr) -> int:
    names = [n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)]
    return sum(getattr(re, name) for name in names)
