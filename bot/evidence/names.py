"""What a file is called once it leaves us: a number and its real type, never the name that the phone gave it."""

from bot.evidence.wording import wording
from bot.media.magic import PROGRAM, type_named


def file_name(number: int, media_type: str) -> str:
    """The name of a report's file, counted from 1; ASCII, no folders."""
    words, found = wording(), type_named(media_type)
    stem = words.program_stem if found.kind == PROGRAM else words.stem
    return f"{stem.format(number=number)}.{found.extension}"


def is_program(media_type: str) -> bool:
    """Whether opening the file may run it."""
    return type_named(media_type).kind == PROGRAM
