"""A link says more by whose it is than by its letters: each becomes one word for its class before anything learns.

Otherwise the model would learn the invented addresses of its examples by heart. The tables are the judge's own data
files; nothing is ever fetched.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

_TABLES = Path(__file__).parents[2] / "actions" / "judge" / "data"
# Endings that, written without http, are taken for a link; the odd endings of the table come on top.
_ENDINGS = (
    *("com", "vn", "net", "org", "info", "me", "app", "io", "co", "asia", "biz", "us", "eu", "cn", "tv", "edu", "gov"),
    *("ly", "gl", "goo", "dev", "page", "pro", "tk", "id", "sg", "kr", "jp", "th", "uk", "de"),
)


@lru_cache(maxsize=1)
def _tables() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Official domains, shorteners, odd endings."""
    owners = yaml.safe_load((_TABLES / "official_domains.yml").read_text(encoding="utf-8"))["owners"]
    official = frozenset(d for owner in owners if not owner.get("user_content") for d in owner["domains"])
    shorteners = yaml.safe_load((_TABLES / "shorteners.yml").read_text(encoding="utf-8"))["domains"]
    odd = yaml.safe_load((_TABLES / "odd_endings.yml").read_text(encoding="utf-8"))["endings"]
    return official, frozenset(shorteners), frozenset(map(str, odd))


@lru_cache(maxsize=1)
def _link() -> re.Pattern[str]:
    endings = "|".join(sorted({*_ENDINGS, *_tables()[2]}, key=len, reverse=True))
    return re.compile(
        r"(?<![\w@.-])(?:h(?:tt|xx)ps?\s?:\s?//\s?)?(?:www\.)?"
        rf"([a-z0-9][a-z0-9-]{{0,60}}(?:\.[a-z0-9][a-z0-9-]{{0,60}}){{0,5}}\.(?:{endings}))(?![\w-])(?:[/?#]\S{{0,300}})?"
    )


def with_classes(plain: str) -> str:
    """Lower-case text with every link as one word: linkofficial, linkshort, linkstate, linkvn, linkodd or linkfar."""
    return _link().sub(lambda match: f" {_class(match.group(1))} ", plain)


def _class(host: str) -> str:
    official, shorteners, odd = _tables()
    parts = host.split(".")
    for at in range(len(parts) - 1):
        domain = ".".join(parts[at:])
        if domain in official:
            return "linkofficial"
        if domain in shorteners:
            return "linkshort"
    if host.endswith((".gov.vn", ".edu.vn")):
        return "linkstate"
    if parts[-1] == "vn":
        return "linkvn"
    return "linkodd" if parts[-1] in odd else "linkfar"
