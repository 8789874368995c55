"""What the bot says about a picture, so that the resident sees what was read before the answer to it."""

import re

from bot.media.reading import Reading, Trouble
from bot.sentences import AttachmentSentences, PictureSentences

_EXCERPT = 140  # characters
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.I)
_PAYMENT = "000201"  # how every payment code of the EMV format begins


def about(reading: Reading, picture: PictureSentences, attachment: AttachmentSentences) -> str:
    """One line for the words, one for each code; or the sentence of the trouble."""
    if reading.trouble is Trouble.NO_READER:
        return attachment.image
    if reading.trouble is not None:
        return picture.about(reading.trouble.value)
    lines = [picture.read.format(excerpt=excerpt(reading.text))] if reading.text else []
    for code in reading.codes:
        if code.startswith(_PAYMENT):
            lines.append(picture.payment)
        else:
            said = picture.link if _LINK.fullmatch(code) else picture.code
            lines.append(said.format(code=excerpt(code)))
    return "\n".join(dict.fromkeys(lines))


def excerpt(text: str) -> str:
    """The beginning in one line, cut at a word; a single long word is cut anywhere."""
    line = " ".join(text.split())
    if len(line) <= _EXCERPT:
        return line
    head = line[:_EXCERPT]
    return (head.rsplit(" ", 1)[0] if " " in head else head) + "…"
