"""Only a JPEG, PNG or WebP, and nothing that is something else as well."""

import zipfile
from io import BytesIO

import pytest

from bot.media.shape import HEAD, is_only_a_picture, is_picture
from tests.bot.media.screenshots import draw, packed

PICTURE = draw(["xin chào"])
OTHERS = [
    b"<svg xmlns='http://www.w3.org/2000/svg'></svg>",
    b"%PDF-1.7\n",
    b"PK\x03\x04 office",
    b"GIF89a" + b"0" * 40,
    b"BM" + b"0" * 40,
    b"RIFF\x00\x00\x00\x00WAVE",
    b"\x00\x00\x00\x18ftypheic",
    b"\x7fELF",
    b"\x89PN",
    b"",
]


def archive() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a.txt", "a")
        made.comment = b"with a comment"
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_known_by_its_first_bytes(kind: str) -> None:
    data = packed(PICTURE, kind)
    assert is_picture(data[:HEAD]) and is_only_a_picture(data)
    # phones hang their own data behind the picture: a moving one, a depth map
    assert is_only_a_picture(data + b"SEFHsamsung" * 20)


@pytest.mark.parametrize("data", OTHERS)
def test_anything_else_is_not(data: bytes) -> None:
    assert not is_picture(data[:HEAD]) and not is_only_a_picture(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_that_is_also_something_else_is_refused(kind: str) -> None:
    data = packed(PICTURE, kind)
    assert not is_only_a_picture(data + archive())
    for mark in (b"%PDF-1.4", b"<script>alert(1)</script>", b"<SVG", b"<?php"):
        assert not is_only_a_picture(data[:40] + mark + data[40:])
