"""The channel's own sentences, read from sentences.yml; a missing or unknown one stops the process."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.yaml_words import read_words


class ZaloOaSentences(BaseModel):
    """receipt holds {code}. more: above the buttons that had no room in the message before."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    choose: str
    more: str
    receipt: str
    call_back_title: str
    call_back: str


@cache
def zalo_oa_sentences() -> ZaloOaSentences:
    """Raises pydantic's ValidationError where the file is wrong."""
    return read_words(ZaloOaSentences, Path(__file__).with_name("sentences.yml"))
