"""Reads the letters in a picture with Tesseract. Runs in the decoder's process only."""

import re

from PIL import Image
from tesserocr import OEM, PSM, RIL, PyTessBaseAPI, iterate_level

TEXT_CAP = 8_000  # characters
_LINE_SURE = 45.0  # percent; below it a line is a pattern in the picture, not writing
_WORD_SURE = 60.0
_LEGIBLE = 8  # letters and digits read with that certainty
# A link that the screen broke at its edge goes on in the next line without a space.
_LINK_BEGUN = re.compile(r"https?://|www\.|\S\.[^\s./]+/", re.I)
_LINK_REST = re.compile(r"(?<!\S)(?=[\w%#]*+[./\-?=&%])[\w.\-/?=&%#]++(?!\S)")


class Letters:
    """One Tesseract with its language data, kept for all pictures of the process."""

    def __init__(self, tessdata: str) -> None:
        self._api = PyTessBaseAPI(path=tessdata, lang="vie", oem=OEM.LSTM_ONLY)

    def read(self, picture: Image.Image, seconds: float) -> str:
        """The legible text, paragraphs as lines; "" when there is none; `seconds` for each of two tries."""
        text = self._read(picture, PSM.AUTO, seconds)
        # a crooked or sparse picture has no layout to find: read it as one block
        return text or self._read(picture, PSM.SINGLE_BLOCK, seconds)

    def _read(self, picture: Image.Image, layout: int, seconds: float) -> str:
        self._api.SetPageSegMode(layout)
        self._api.SetImage(picture)
        if not self._api.Recognize(round(seconds * 1000)):
            return ""
        paragraphs: list[list[str]] = []
        sure = 0
        words: list[tuple[str, float]] = []

        def end_line() -> None:
            nonlocal sure
            if words and sum(certain for _, certain in words) / len(words) >= _LINE_SURE:
                sure += sum(c.isalnum() for word, certain in words if certain >= _WORD_SURE for c in word)
                paragraphs[-1].append(" ".join(word for word, _ in words))
            words.clear()

        for place in iterate_level(self._api.GetIterator(), RIL.WORD):
            if place.Empty(RIL.WORD):
                continue
            if place.IsAtBeginningOf(RIL.TEXTLINE):
                end_line()
            if place.IsAtBeginningOf(RIL.PARA) or not paragraphs:
                paragraphs.append([])
            words.append((place.GetUTF8Text(RIL.WORD).strip(), place.Confidence(RIL.WORD)))
        if words:
            end_line()
        if sure < _LEGIBLE:
            return ""
        return "\n".join(filter(None, map(flowing, paragraphs)))[:TEXT_CAP]


def flowing(lines: list[str]) -> str:
    """The lines of one paragraph as one."""
    text = ""
    for line in lines:
        broken_link = _LINK_BEGUN.search(text.rpartition(" ")[2]) and _LINK_REST.match(line)
        text += line if broken_link or not text else f" {line}"
    return text
