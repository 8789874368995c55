"""Reads QR codes. What they hold is text to us: nothing is opened. Runs in the decoder's process only."""

import zxingcpp
from PIL import Image

_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_MOST = 4  # codes of one picture
_CODE_CAP = 1_500  # characters


def read_codes(grey: Image.Image) -> tuple[str, ...]:
    """The texts of the picture's QR codes, each once, in one line each."""
    found = zxingcpp.read_barcodes(grey, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain)
    texts = (" ".join(code.text.split())[:_CODE_CAP] for code in found if code.valid)
    return tuple(dict.fromkeys(filter(None, texts)))[:_MOST]
