"""A picture is measured before it is opened, and opened so that it can be read."""

import zlib
from io import BytesIO
from struct import pack
from time import perf_counter

import pytest
from PIL import Image, ImageOps

from bot.media.open_picture import Refused, for_text, open_grey
from bot.media.reading import Trouble
from bot.media.shape import BYTES_CAP
from tests.bot.media.screenshots import draw, packed

WIDE = draw(["một dòng"], width=1200)


def refused(data: bytes) -> Trouble:
    with pytest.raises(Refused) as caught:
        open_grey(data)
    return caught.value.trouble


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is this large and would unpack for a long time."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    zeros = zlib.compress(b"\0" * 20_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zeros) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(50_000, 50_000), (5001, 5000), (40_000, 30)])
def test_a_decompression_bomb_is_measured_and_never_opened(size: tuple[int, int]) -> None:
    data = bomb(*size)
    started = perf_counter()
    assert refused(data) is Trouble.TOO_BIG
    assert perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"\xff\xd8\xff" + b"0" * BYTES_CAP, Trouble.TOO_BIG),
        (b"GIF89a" + b"0" * 100, Trouble.NOT_A_PICTURE),
        (b"\xff\xd8\xff\xe0 not a picture at all", Trouble.BROKEN),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, Trouble.BROKEN),
        (packed(WIDE)[:-2000], Trouble.BROKEN),
        (packed(WIDE, "JPEG")[:2000], Trouble.BROKEN),
        (packed(Image.new("L", (20, 20))), Trouble.UNCLEAR),
    ],
)
def test_what_is_wrong_is_named(data: bytes, trouble: Trouble) -> None:
    assert refused(data) is trouble


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixel_becomes_grey(mode: str) -> None:
    picture = Image.new("I;16", (64, 64)) if mode == "I;16" else WIDE.convert(mode)
    assert open_grey(packed(picture)).mode == "L"


def test_what_is_clear_is_paper() -> None:
    letters = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    letters.putpixel((50, 50), (0, 0, 0, 255))
    grey = open_grey(packed(letters))
    assert (grey.getpixel((0, 0)), grey.getpixel((50, 50))) == (255, 0)


def test_a_photo_held_sideways_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    assert open_grey(packed(WIDE, "JPEG", exif=exif)).size == (WIDE.height, WIDE.width)


@pytest.mark.parametrize("tag", range(1, 9))
def test_every_turn_is_the_one_that_is_meant(tag: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = tag
    data = packed(WIDE, exif=exif)
    with Image.open(BytesIO(data)) as picture:
        assert open_grey(data).tobytes() == ImageOps.exif_transpose(picture).convert("L").tobytes()


def test_a_damaged_remark_beside_the_tag_costs_nothing() -> None:
    """Letters where a number belongs: Pillow reads that, and cannot write it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "vn"
    damaged = exif.tobytes().replace(b"\x01\x0e", b"\x01\x00")
    assert damaged != exif.tobytes()
    assert open_grey(packed(WIDE, "JPEG", exif=damaged)).size == (WIDE.height, WIDE.width)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("exif", [b"Exif\0\0XX", b"Exif\0\0MM\0*"], ids=["another header", "cut off"])
def test_what_cannot_be_read_beside_a_picture_turns_nothing(kind: str, exif: bytes) -> None:
    assert open_grey(packed(WIDE, kind, exif=exif)).size == WIDE.size


def test_text_is_dark_on_light_and_of_a_readable_size() -> None:
    dark = for_text(open_grey(packed(draw(["tối"], width=400, dark=True))))
    assert dark.width == 1400
    assert dark.getpixel((2, 2)) > 200  # type: ignore[operator]
    large = for_text(open_grey(packed(Image.new("RGB", (4000, 6000), "white"), "JPEG")))
    assert large.size == (1400, 2100)
    strip = for_text(Image.new("L", (24, 30_000), 255))
    assert strip.width * strip.height <= 25_100_000
    usual = Image.new("L", (1080, 2400), 255)
    assert for_text(usual) is usual
