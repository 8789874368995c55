"""The words of labels.yml."""

from functools import cache
from pathlib import Path

import yaml


@cache
def labels() -> dict[str, str]:
    """Field name -> what residents read."""
    text = Path(__file__).with_name("labels.yml").read_text(encoding="utf-8")
    return {str(k): str(v) for k, v in yaml.safe_load(text).items()}
