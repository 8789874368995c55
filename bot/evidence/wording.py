"""The words of wording.yml; a missing or unknown one stops the process."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from bot.yaml_words import read_words


class Wording(BaseModel):
    """What an officer reads beside a tip."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stem: str
    program_stem: str
    original_stem: str
    notes_name: str
    title: str
    time: str
    nameless: str
    message: str
    album: str
    forwarded: str
    forwarded_plain: str
    handle: str
    sent: str
    origins: dict[str, str]
    contact: str
    call_back: str
    place: str
    edited: str
    before: str
    after: str
    file: str
    files: str
    copy_: str = Field(alias="copy")
    original: str
    no_copy: str
    program: str


@cache
def wording() -> Wording:
    """The words beside this file."""
    return read_words(Wording, Path(__file__).with_name("wording.yml"))
