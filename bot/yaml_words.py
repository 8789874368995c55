"""Words for people, kept in YAML beside the code that says them."""

from pathlib import Path

import yaml
from pydantic import BaseModel


def read_words[T: BaseModel](shape: type[T], file: Path) -> T:
    """The file's words. Raises pydantic's ValidationError where one is missing or unknown."""
    return shape.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
