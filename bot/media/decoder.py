"""The process that opens pictures: `python -m bot.media.decoder [folder of the language data]`.

It has no secrets and gives up what it does not need (confine.py): a picture made to break a decoder breaks only this.
Standard input brings a wish of one letter and a picture, standard output takes a reading as JSON or a copy as JPEG,
each after its length in four bytes.
"""

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO

from bot.media.bare_copy import bare_copy
from bot.media.confine import confine
from bot.media.open_picture import Refused, for_text, open_grey
from bot.media.qr import read_codes
from bot.media.reading import Reading, Trouble

if TYPE_CHECKING:
    from bot.media.letters import Letters

READ, COPY = b"r", b"c"  # what may be asked for
TEXT_SECONDS = 3.0  # for one of the two tries at the letters


def main() -> None:
    """Says whether it can read letters and has no network, then reads pictures until standard input ends."""
    letters = _letters(sys.argv[1]) if len(sys.argv) > 1 else None
    alone = confine()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    send(sink, json.dumps({"letters": letters is not None, "alone": alone}).encode())
    while (asked := receive(source)) is not None:
        wish, data = asked[:1], asked[1:]
        send(sink, copy(data) if wish == COPY else json.dumps(asdict(read(data, letters))).encode())


def read(data: bytes, letters: "Letters | None") -> Reading:
    """What one picture holds; never raises."""
    try:
        grey = open_grey(data)
        codes = read_codes(grey)
        text = letters.read(for_text(grey), TEXT_SECONDS) if letters else ""
    except Refused as refused:
        return Reading(trouble=refused.trouble)
    except Exception:  # whatever a library makes of a hostile picture
        return Reading(trouble=Trouble.BROKEN)
    if text or codes:
        return Reading(text, codes)
    return Reading(trouble=Trouble.UNCLEAR if letters else Trouble.NO_READER)


def copy(data: bytes) -> bytes:
    """The picture without metadata; nothing when it does not open."""
    try:
        return bare_copy(data)
    except Exception:  # whatever a library makes of a hostile picture
        return b""


def send(sink: BinaryIO, frame: bytes) -> None:
    """One frame."""
    sink.write(len(frame).to_bytes(4) + frame)
    sink.flush()


def receive(source: BinaryIO) -> bytes | None:
    """One frame; None when the other side is gone."""
    head = source.read(4)
    frame = source.read(int.from_bytes(head)) if len(head) == 4 else b""
    return frame if len(head) == 4 and len(frame) == int.from_bytes(head) else None


def _letters(tessdata: str) -> "Letters | None":
    try:
        from bot.media.letters import Letters

        return Letters(tessdata)
    except (ImportError, RuntimeError):  # not installed, or data that this Tesseract does not take
        return None


if __name__ == "__main__":
    main()
