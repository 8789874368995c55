"""The channel's own sentences, read from sentences.yml; a missing or unknown one stops the process."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from bot.yaml_words import read_words

_COMMAND = r"^[a-z0-9_]{1,32}$"


class TelegramSentences(BaseModel):
    """receipt holds {code}. unreadable: by Telegram's name of the kind. The lengths are Telegram's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: str
    choose: str
    receipt: str
    unreadable: dict[str, str]
    commands: dict[
        Annotated[str, StringConstraints(pattern=_COMMAND)],
        Annotated[str, StringConstraints(min_length=3, max_length=256)],
    ]
    description: Annotated[str, StringConstraints(max_length=512)]
    short_description: Annotated[str, StringConstraints(max_length=120)]


@cache
def telegram_sentences() -> TelegramSentences:
    """Raises pydantic's ValidationError where the file is wrong."""
    return read_words(TelegramSentences, Path(__file__).with_name("sentences.yml"))
