"""The receipt's picture holds the code, for a machine and for eyes."""

import io

from PIL import Image

from bot.media.qr import read_codes
from bot.receipt_picture import draw

CODE = "7K3M-9QPX-2RTB"


def test_its_qr_is_the_code_also_small_and_turned() -> None:
    picture = Image.open(io.BytesIO(draw(CODE))).convert("L")
    assert read_codes(picture) == (CODE,)
    assert read_codes(picture.resize((240, 240))) == (CODE,)
    assert read_codes(picture.rotate(90)) == (CODE,)


def test_it_is_small_bare_and_always_the_same() -> None:
    """What is tried again must not be another picture, and one megabyte is what Zalo takes."""
    data = draw(CODE)
    assert data == draw(CODE) != draw("7K3M-9QPX-2RTC")
    assert data.startswith(b"\x89PNG") and len(data) < 50_000
    assert not Image.open(io.BytesIO(data)).info.keys() - {"dpi"}


def test_the_letters_stay_inside_the_picture() -> None:
    """W is the widest letter that a code may hold."""
    picture = Image.open(io.BytesIO(draw("WWWW-WWWW-WWWW"))).convert("L")
    left, right = picture.crop((0, 590, 16, 690)), picture.crop((704, 590, 720, 690))
    assert left.getextrema() == right.getextrema() == (255, 255)
