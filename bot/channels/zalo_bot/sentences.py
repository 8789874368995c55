"""The channel's own sentences, read from sentences.yml; a missing or unknown one stops the process."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.yaml_words import read_words


class ZaloBotSentences(BaseModel):
    """hidden: Zalo told that a message came, and not what it says. receipt holds {code}."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: str
    hidden: str
    invitation: str
    invitation_in_words: str
    receipt: str


@cache
def zalo_bot_sentences() -> ZaloBotSentences:
    """Raises pydantic's ValidationError where the file is wrong."""
    return read_words(ZaloBotSentences, Path(__file__).with_name("sentences.yml"))
