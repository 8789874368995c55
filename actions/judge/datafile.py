"""The room's reference data: YAML files with a source and the day they were last reviewed."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=16)
def load(name: str) -> dict[str, Any]:
    """The parsed data/<name>.yml."""
    content: dict[str, Any] = yaml.safe_load((_DATA / f"{name}.yml").read_text(encoding="utf-8"))
    return content
