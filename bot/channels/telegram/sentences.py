"""The channel's own sentences, read from sentences.yml; a missing or unknown one stops the process."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class TelegramSentences(BaseModel):
    """receipt holds {code}."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: str
    choose: str
    receipt: str


@cache
def telegram_sentences() -> TelegramSentences:
    """Raises pydantic's ValidationError where the file is wrong."""
    text = Path(__file__).with_name("sentences.yml").read_text(encoding="utf-8")
    return TelegramSentences.model_validate(yaml.safe_load(text))
