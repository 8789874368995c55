"""The working copy: the pixels and nothing that tells place, device or time (T28)."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from bot.media.bare_copy import bare_copy
from bot.media.open_picture import Refused
from bot.media.reader import PictureReader
from tests.bot.media.screenshots import packed
from tests.bot.media.test_open_picture import bomb

PLACE = "10.7769 106.7009"


def with_metadata(kind: str) -> bytes:
    picture = Image.new("RGB", (640, 480), "red")
    exif = Image.Exif()
    exif[0x010E] = PLACE
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (10.0, 46.0, 36.8)
    extra: dict[str, object] = {"exif": exif, "icc_profile": b"profile " + PLACE.encode()}
    if kind == "JPEG":
        extra |= {"comment": PLACE.encode(), "xmp": f"<x:xmpmeta>{PLACE}</x:xmpmeta>".encode()}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Location", PLACE)
        extra["pnginfo"] = text
    made = BytesIO()
    picture.save(made, kind, **extra)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_copy_holds_the_pixels_alone(kind: str) -> None:
    original = with_metadata(kind)
    assert PLACE.encode() in original
    copy = bare_copy(original)
    assert PLACE.encode() not in copy and b"Exif" not in copy and b"xmpmeta" not in copy
    with Image.open(BytesIO(copy)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (640, 480))
        assert not opened.getexif() and not {"icc_profile", "comment", "exif", "xmp"} & opened.info.keys()
        red, green, _ = opened.convert("RGB").resize((1, 1)).tobytes()
        assert red > 240 and green < 15


def test_a_picture_lying_on_its_side_stands_upright_without_its_tag() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(BytesIO(bare_copy(packed(Image.new("RGB", (400, 200)), "JPEG", exif=exif)))) as opened:
        assert opened.size == (200, 400)


def test_a_large_picture_becomes_a_modest_copy() -> None:
    with Image.open(BytesIO(bare_copy(packed(Image.new("RGBA", (5000, 4000), "#00ff0080"))))) as opened:
        assert opened.size == (2000, 1600)


def test_a_bomb_is_not_copied() -> None:
    with pytest.raises(Refused):
        bare_copy(bomb(50_000, 50_000))


async def test_the_copy_is_made_in_the_decoders_process(tmp_path: Path) -> None:
    reader = PictureReader(None)
    try:
        copy = await reader.copy(with_metadata("JPEG"))
        assert copy.startswith(b"\xff\xd8\xff") and PLACE.encode() not in copy
        assert await reader.copy(b"no picture") == b""
    finally:
        await reader.close()
