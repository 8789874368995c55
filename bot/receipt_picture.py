"""A tip's code as a picture: what people keep on a phone is pictures, and what they send back to ask how it stands."""

import io
import re
from collections.abc import Sequence

import zxingcpp
from PIL import Image, ImageDraw, ImageFont

_SIDE = 720  # pixels
_DOT = 16  # pixels of the QR's smallest square
_CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
_INK, _PAPER, _BAND = "#10243e", "#ffffff", "#0b5cab"


def draw(code: str) -> bytes:
    """The code in large letters below its QR, which the chat reads when it is sent back; a PNG of some 10 KB.

    code: as printed on receipts, ASCII.
    """
    picture = Image.new("RGB", (_SIDE, _SIDE), _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, _SIDE, 96), fill=_BAND)
    pen.text((_SIDE / 2, 48), "tinbao", fill=_PAPER, font=ImageFont.load_default(52), anchor="mm")
    dots = _qr(code)
    picture.paste(dots, ((_SIDE - dots.width) // 2, 104))
    pen.text((_SIDE / 2, 636), code, fill=_INK, font=ImageFont.load_default(56), anchor="mm")
    taken = io.BytesIO()
    picture.save(taken, "PNG", optimize=True)
    return taken.getvalue()


def code_in(codes: Sequence[str]) -> str | None:
    """The receipt's code where the one QR of a picture holds it, also in a screenshot of the chat."""
    return codes[0] if len(codes) == 1 and _CODE.fullmatch(codes[0]) else None


def _qr(code: str) -> Image.Image:
    drawn = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    dots = zxingcpp.write_barcode_to_image(drawn, scale=_DOT, add_quiet_zones=True)
    height, width = dots.shape
    return Image.frombytes("L", (width, height), bytes(memoryview(dots)))
