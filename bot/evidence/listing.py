"""The end of the notes: which files go along, which of them is a copy, and their hashes."""

from dataclasses import dataclass

from bot.evidence.names import is_picture, is_program
from bot.evidence.wording import wording


@dataclass(frozen=True, slots=True)
class Filed:
    """One file as it goes out; size in bytes, sha256 of these bytes."""

    name: str
    media_type: str
    size: int
    sha256: str


def listing(files: list[tuple[Filed, Filed | None]]) -> str:
    """The text for originals, each with its copy where it has one; empty when there is no file."""
    if not files:
        return ""
    words = wording()
    text = ["", words.files]
    for original, copy in files:
        if copy is not None:
            text.append(_line(words.copy_, copy))
        text.append(_line(words.original, original))
        if copy is None and is_picture(original.media_type):
            text.append(words.no_copy)
        if is_program(original.media_type):
            text.append(words.program)
    return "\n".join(text) + "\n"


def _line(wording: str, filed: Filed) -> str:
    return wording.format(name=filed.name, size=filed.size, media_type=filed.media_type, sha256=filed.sha256)
