"""Which bytes are a picture we would hand to a decoder, and how much is taken at all."""

from struct import unpack_from

FILE_CAP = 20 * 1024 * 1024  # bytes of a file that is kept
BYTES_CAP = 10 * 1024 * 1024  # bytes of a picture that is looked at
HEAD = 12  # bytes that tell the format

_JPEG = b"\xff\xd8\xff"
_PNG = b"\x89PNG\r\n\x1a\n"
# Readers of these look for them behind other bytes: a picture that carries one means to be two things.
_FRONT = (b"%pdf-", b"<svg", b"<html", b"<script", b"<!doctype", b"<?php")
_FRONT_BYTES = 1024
_ZIP_END = b"PK\x05\x06"
_ZIP_TAIL = 65_535 + 22


def is_picture(head: bytes) -> bool:
    """Whether the first HEAD bytes are those of a JPEG, PNG or WebP."""
    return head.startswith((_JPEG, _PNG)) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def is_only_a_picture(data: bytes) -> bool:
    """A picture that is not also a page, a PDF or an archive."""
    front = data[:_FRONT_BYTES].lower()
    return is_picture(data[:HEAD]) and not any(mark in front for mark in _FRONT) and not ends_as_zip(data)


def ends_as_zip(data: bytes) -> bool:
    """Whether an archive's table of contents closes the file, whatever it begins with."""
    tail = data[-_ZIP_TAIL:]
    at = tail.rfind(_ZIP_END)
    return at >= 0 and len(tail) - at >= 22 and at + 22 + unpack_from("<H", tail, at + 20)[0] == len(tail)
