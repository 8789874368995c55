"""Strings built from a pattern to make it slow: what nearly matches, over and over."""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

LENGTH = 4096
# The parser has no public name; its tree is what says how a pattern can nearly match.
_parser: Any = import_module("re._parser")
ANY_PATTERN = (
    "a", "a ", "1", "1.", "1 ", "0 ", "n'", "n'a", "a.", ".", "-", " ", "\n", "a-", "a.b ", "a@", "@", "/", "1/",
    "l u a ", "l.", "http://", "www.", "o0 ", "a1a ", "ngh", "a;", "_", "a!", "\u0301", '"', "“", "[.]", " . ", "a . ",
    "xn--", "a,b.", "0912345678", "0912 345 678 ", "a\n", "đ", "1k", "100k", "u ", "công an ", "ch ", "😀", "\u200b",
)  # fmt: skip
_OF_CATEGORY = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_NOT_WORD": "-"}
_ESCAPED = re.compile(r"\\[a-zA-Z]|\{[\d,]{1,9}\}|\(\?P<\w{1,30}>")
_WORD = re.compile(r"[^\W_]{1,30}")
_USUAL = "a1 .-/x~"
_REPEATS = (0, 3, 40)
_VARIED = 3


def attacks(pattern: re.Pattern[str]) -> Iterator[str]:
    """Strings of 4,096 characters: usual suspects, and beginnings of what each branch of the pattern would match."""
    tree = _parser.parse(pattern.pattern, pattern.flags & (re.I | re.S | re.M | re.X))
    pieces = dict.fromkeys(ANY_PATTERN)
    pieces |= dict.fromkeys(
        word + end for word in _WORD.findall(_ESCAPED.sub(" ", pattern.pattern)) for end in (" ", ".")
    )
    for branch in range(_branches(tree)):
        for repeats in _REPEATS if branch < _VARIED else (1,):
            whole = _written(tree, branch, repeats)
            cuts = (whole, whole[:-1], whole[: len(whole) // 2]) if branch < _VARIED else (whole[:-1],)
            pieces |= dict.fromkeys(cut + end for cut in cuts if cut for end in ("", " "))
    return ((piece * LENGTH)[:LENGTH] for piece in pieces)


def _branches(tree: Iterable[Any]) -> int:
    """How many ways the widest choice of a pattern has."""
    most = 1
    for name, value in ((str(operation), value) for operation, value in tree):
        if name.endswith("REPEAT"):
            most = max(most, _branches(value[2]))
        elif name == "BRANCH":
            most = max(most, len(value[1]), *map(_branches, value[1]))
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            most = max(most, _branches(value[3] if name == "SUBPATTERN" else value))
    return most


def _written(tree: Iterable[Any], branch: int, repeats: int) -> str:
    """One text that the pattern would match but for its look-arounds."""
    out = ""
    for name, value in ((str(operation), value) for operation, value in tree):
        match name:
            case "LITERAL":
                out += chr(value)
            case "NOT_LITERAL":
                out += "b" if chr(value) == "a" else "a"
            case "ANY":
                out += "a"
            case "IN":
                out += _of_class(value)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                out += _written(value[2], branch, repeats) * max(value[0], min(int(value[1]), repeats))
            case "BRANCH":
                out += _written(value[1][branch % len(value[1])], branch, repeats)
            case "SUBPATTERN":
                out += _written(value[3], branch, repeats)
            case "ATOMIC_GROUP":
                out += _written(value, branch, repeats)
            case "GROUPREF":
                out += " "
    return out


def _of_class(members: list[tuple[Any, Any]]) -> str:
    name, value = str(members[0][0]), members[0][1]
    if name == "NEGATE":
        barred = {chr(v) for operation, v in members[1:] if str(operation) == "LITERAL"}
        classes = {str(v) for operation, v in members[1:] if str(operation) == "CATEGORY"}
        barred |= {c for c in _USUAL if c.isspace() and "CATEGORY_SPACE" in classes}
        barred |= {c for c in _USUAL if c.isdigit() and "CATEGORY_DIGIT" in classes}
        return next(c for c in _USUAL if c not in barred)
    if name == "RANGE":
        return chr(value[0])
    return chr(value) if name == "LITERAL" else _OF_CATEGORY.get(str(value), "a")
