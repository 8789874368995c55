"""What the bot says about a file: what was read in a picture, and what became of the bytes."""

import re

from bot.evidence.kept import Kept
from bot.incoming import Attachment
from bot.media.reading import Reading, Trouble
from bot.sentences import PictureSentences, Sentences

_EXCERPT = 140  # characters
_SAYS_NOT_KEPT = (Trouble.TOO_BIG, Trouble.NOT_FETCHED, Trouble.NO_ROOM)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.I)
_INNER_MARKS = str.maketrans("“”", '""')
_PAYMENT = "000201"  # how every payment code of the EMV format begins


def about(attachment: Attachment, reading: Reading | None, sentences: Sentences) -> str:
    """What was read in a picture, before the answer to it; then whether the file is kept, the first time until when."""
    kept = Kept(attachment.kept or Kept.NOT_FETCHED)
    lines = [_read(reading, sentences.picture)] if reading is not None else []
    if kept.is_here:
        lines.append(sentences.attachment.about(attachment.kind))
        if kept is Kept.FIRST:
            lines.append(sentences.attachment.until)
    elif reading is None or reading.trouble not in _SAYS_NOT_KEPT:
        lines.append(sentences.attachment.not_kept(kept.value))
    return "\n".join(lines)


def _read(reading: Reading, picture: PictureSentences) -> str:
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
    """The beginning in one line, cut at a word; a single long word is cut anywhere.

    Without “ and ”: they would end its quotation early, and what the channels keep from being tapped with it.
    """
    line = " ".join(text.translate(_INNER_MARKS).split())
    if len(line) <= _EXCERPT:
        return line
    head = line[:_EXCERPT]
    return (head.rsplit(" ", 1)[0] if " " in head else head) + "…"
