"""What a file really is: by its bytes, never by its name; two things at once are none (T28, edge case 13)."""

import zipfile
from io import BytesIO

import pytest
from PIL import Image

from bot.evidence.names import file_name
from bot.media.magic import file_type, type_named
from tests.bot.media.screenshots import packed
from tests.bot.media.test_shape import archive

PICTURE = Image.new("RGB", (40, 40), "red")


def zipped(*names: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, "x" * 1000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type", "name"),
    [
        (packed(PICTURE, "JPEG"), "image/jpeg", "bang-chung-1.jpg"),
        (packed(PICTURE, "PNG"), "image/png", "bang-chung-1.png"),
        (packed(PICTURE, "WEBP"), "image/webp", "bang-chung-1.webp"),
        (b"GIF89a" + b"0" * 40, "image/gif", "bang-chung-1.gif"),
        (b"\x00\x00\x00\x18ftypheic" + b"0" * 40, "image/heic", "bang-chung-1.heic"),
        (b"%PDF-1.7\n" + b"0" * 40, "application/pdf", "bang-chung-1.pdf"),
        (b"OggS\x00\x02" + b"0" * 20 + b"OpusHead", "audio/ogg", "bang-chung-1.ogg"),
        (b"ID3\x04" + b"0" * 40, "audio/mpeg", "bang-chung-1.mp3"),
        (b"\xff\xfb\x90\x64" + b"0" * 40, "audio/mpeg", "bang-chung-1.mp3"),
        (b"\xff\xf1\x60\x40" + b"0" * 40, "audio/aac", "bang-chung-1.aac"),
        (b"\x00\x00\x00\x1cftypM4A " + b"0" * 40, "audio/mp4", "bang-chung-1.m4a"),
        (b"\x00\x00\x00\x1cftypisom" + b"0" * 40, "video/mp4", "bang-chung-1.mp4"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav", "bang-chung-1.wav"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "video/webm", "bang-chung-1.webm"),
        (b"#!AMR\n" + b"0" * 40, "audio/amr", "bang-chung-1.amr"),
        (zipped("a.txt"), "application/zip", "bang-chung-1.zip"),
        (
            zipped("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "bang-chung-1.docx",
        ),
        (zipped("[Content_Types].xml", "word/vbaProject.bin"), "application/zip", "bang-chung-1.zip"),
        (b"chu thuong", "application/octet-stream", "bang-chung-1.bin"),
        (b"\xff\xfeT\x00e\x00", "application/octet-stream", "bang-chung-1.bin"),
        (b"", "application/octet-stream", "bang-chung-1.bin"),
    ],
)
def test_a_file_is_named_after_its_bytes(data: bytes, media_type: str, name: str) -> None:
    found = file_type(data)
    assert (found.media_type, file_name(1, found.media_type)) == (media_type, name)
    assert type_named(found.media_type) == found


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00" + b"0" * 40,
        b"\x7fELF\x02" + b"0" * 40,
        b"\xcf\xfa\xed\xfe" + b"0" * 40,
        b"#!/bin/sh\necho",
        b"0" * 600 + b"koly" + b"0" * 508,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 40,
        zipped("AndroidManifest.xml", "classes.dex"),
        zipped("META-INF/MANIFEST.MF", "A.class"),
        packed(PICTURE, "JPEG") + zipped("AndroidManifest.xml", "classes.dex"),
    ],
    ids=["exe", "elf", "mach-o", "script", "dmg", "ole", "apk", "jar", "apk behind a picture"],
)
def test_what_can_run_is_never_named_harmless(data: bytes) -> None:
    found = file_type(data)
    assert (found.kind, file_name(7, found.media_type)) == ("program", "bang-chung-7-KHONG-MO.bin")
    assert type_named(found.media_type).kind == "program"


@pytest.mark.parametrize(
    "data",
    [
        packed(PICTURE, "JPEG") + archive(),
        packed(PICTURE, "PNG")[:40] + b"<script>alert(1)</script>" + packed(PICTURE, "PNG")[40:],
        b"%PDF-1.7\n" + archive(),
    ],
    ids=["picture and archive", "picture and page", "document and archive"],
)
def test_two_things_at_once_are_none(data: bytes) -> None:
    assert file_type(data).media_type == "application/octet-stream"


def test_an_archive_bomb_is_not_unpacked() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a", b"\0" * 50_000_000)
    assert len(made.getvalue()) < 100_000
    assert file_type(made.getvalue()).media_type == "application/zip"
