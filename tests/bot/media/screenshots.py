"""Draws screenshots and QR codes for tests, with whatever font the machine has."""

import unicodedata
from io import BytesIO
from pathlib import Path

import zxingcpp
from PIL import Image, ImageDraw, ImageFont

_FONTS = Path("/usr/share/fonts/truetype")
_WITH_VIETNAMESE = (
    "noto/NotoSans-Regular.ttf",
    "dejavu/DejaVuSans.ttf",
    "liberation/LiberationSans-Regular.ttf",
)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in _WITH_VIETNAMESE:
        if (_FONTS / name).is_file():
            return ImageFont.truetype(str(_FONTS / name), size)
    return ImageFont.load_default(size)  # knows no Vietnamese accents


def has_accents() -> bool:
    return any((_FONTS / name).is_file() for name in _WITH_VIETNAMESE)


def unaccented(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in parts if not unicodedata.combining(c))


def draw(lines: list[str], *, width: int = 1080, size: int = 40, dark: bool = False) -> Image.Image:
    """A chat app's picture of the lines, accents left out where no font has them."""
    ground, ink = ("#101418", "#f0f0f0") if dark else ("#ffffff", "#141414")
    picture = Image.new("RGB", (width, max(size * 8, size * 2 * len(lines))), ground)
    pen, font = ImageDraw.Draw(picture), _font(size)
    for number, line in enumerate(lines):
        shown = line if has_accents() else unaccented(line)
        pen.text((width // 18, size + number * size * 3 // 2), shown, fill=ink, font=font)
    return picture


def code(text: str, scale: int = 6) -> Image.Image:
    """A QR code with its white border."""
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=scale)
    return Image.fromarray(drawn).convert("RGB")


def beside(picture: Image.Image, other: Image.Image) -> Image.Image:
    """One above the other."""
    both = Image.new("RGB", (max(picture.width, other.width), picture.height + other.height), "white")
    both.paste(picture, (0, 0))
    both.paste(other, (0, picture.height))
    return both


def packed(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def screenshot(lines: list[str], **look: object) -> bytes:
    return packed(draw(lines, **look))  # type: ignore[arg-type]


def same(read: str, written: str) -> bool:
    """Whether the same letters stand there, accents and case aside."""
    return " ".join(unaccented(read).lower().split()) == " ".join(unaccented(written).lower().split())
