"""What a file is called once it leaves us: a number and its real type, never the name that the phone gave it."""

from bot.evidence.wording import wording
from bot.media.magic import PROGRAM, type_named


def file_stem(number: int, media_type: str) -> str:
    """The name of a report's file, counted from 1, without its ending; ASCII, no folders."""
    words = wording()
    return (words.program_stem if is_program(media_type) else words.stem).format(number=number)


def file_name(number: int, media_type: str) -> str:
    """The name of a file that goes alone."""
    return f"{file_stem(number, media_type)}.{type_named(media_type).extension}"


def copy_name(number: int) -> str:
    """The name of a picture's copy, which is a JPEG: what an officer opens first."""
    return file_name(number, "image/jpeg")


def original_name(number: int, media_type: str) -> str:
    """The name of a picture beside its copy."""
    return f"{wording().original_stem.format(number=number)}.{type_named(media_type).extension}"


def is_program(media_type: str) -> bool:
    """Whether opening the file may run it."""
    return type_named(media_type).kind == PROGRAM


def is_picture(media_type: str) -> bool:
    """Whether a copy without metadata is worth trying."""
    return type_named(media_type).kind == "image"
