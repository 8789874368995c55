"""A picture without what its file says about place, device and time. Runs in the decoder's process only."""

from io import BytesIO

from PIL import Image

from bot.media.open_picture import opened

_SHORTER = 1600  # pixels of the shorter side; more shows an officer nothing new
_LONGER = 10_000  # of the longer side: screenshots of whole conversations are tall
_QUALITY = 85


def bare_copy(data: bytes) -> bytes:
    """A JPEG of the pixels alone: EXIF, GPS, XMP, comments and profiles stay behind. Raises Refused."""
    picture = opened(data, "RGB", _SHORTER)
    factor = min(1.0, _SHORTER / min(picture.size), _LONGER / max(picture.size))
    if factor < 1.0:
        size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
        picture = picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    picture.info.clear()  # what Pillow would write back
    made = BytesIO()
    picture.save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()
