"""Bytes into a grey picture fit for reading. Runs in the decoder's process only."""

from io import BytesIO
from statistics import median
from typing import Literal

from PIL import Image, ImageOps

from bot.media.reading import Trouble
from bot.media.shape import BYTES_CAP, is_only_a_picture

PIXELS_CAP = 25_000_000
_SHORTEST, _LONGEST = 24, 30_000  # a side, in pixels
_NARROW, _ENLARGED = 1000, 1400  # small type is read better when the picture is this wide
_WIDE = 1400  # of the shorter side; more only costs time
_FORMATS = ("JPEG", "PNG", "WEBP")
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
Image.MAX_IMAGE_PIXELS = None  # our own cap is lower and asked first


class Refused(Exception):
    """The picture is not read; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def open_grey(data: bytes) -> Image.Image:
    """The whole picture, upright, on white, in grey. Raises Refused; pixels are counted before any is decoded."""
    return opened(data, "L", _WIDE)


def opened(data: bytes, mode: Literal["L", "RGB"], shorter: int) -> Image.Image:
    """As `open_grey` in any mode; a JPEG may be decoded smaller, but its `shorter` side not below so many pixels."""
    if len(data) > BYTES_CAP:
        raise Refused(Trouble.TOO_BIG)
    if not is_only_a_picture(data):
        raise Refused(Trouble.NOT_A_PICTURE)
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as picture:
            width, height = picture.size
            if width * height > PIXELS_CAP or max(width, height) > _LONGEST:
                raise Refused(Trouble.TOO_BIG)
            if min(width, height) < _SHORTEST:
                raise Refused(Trouble.UNCLEAR)
            picture.draft(mode, _reduced(width, height, shorter))
            return _on_paper(_upright(picture), mode)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        raise Refused(Trouble.BROKEN) from None


def for_text(grey: Image.Image) -> Image.Image:
    """Dark letters on light, of a size that the reader likes."""
    if median(grey.resize((64, 64)).tobytes()) < 128:
        grey = ImageOps.invert(grey)
    width, height = grey.size
    if width < _NARROW:
        factor = min(_ENLARGED / width, (PIXELS_CAP / (width * height)) ** 0.5)
    else:
        factor = min(1.0, _WIDE / min(width, height))
    if factor == 1.0:
        return grey
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return grey.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _reduced(width: int, height: int, shorter: int) -> tuple[int, int]:
    factor = min(1.0, shorter / min(width, height))
    return round(width * factor), round(height * factor)


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the one tag says. ImageOps.exif_transpose writes all others anew, which damaged ones do not survive."""
    picture.load()  # what is wrong with the pixels is not excused below
    try:
        turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
    except Exception:  # whatever the library makes of damaged EXIF: the pixels are there
        turn = None
    return picture if turn is None else picture.transpose(turn)


def _on_paper(picture: Image.Image, mode: str) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert(mode)
    return picture.convert(mode)
