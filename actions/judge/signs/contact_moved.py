"""Moves the talk to Zalo, Telegram or a group."""

from actions.judge.finding import WEAK, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_MOVE = phrase(
    "(?:ket ban|add|ib|inbox|lien he|nhan tin|nhan|vao nhom|tham gia nhom|vao group|tham gia|"
    "quet|vao room|kb|alo|dang ky)~(?:zalo(?!\\.me/)|zl|telegram|tele|viber|whatsapp|messenger)",
    "(?:zalo|telegram|tele) (?:em|minh|ad|admin|rieng|nay)",
    r"t\.me/[a-z0-9_+-]{1,60}",
    # a group or a person's number; other paths of zalo.me open apps of companies
    r"zalo\.me/(?:g/|0|84)[a-z0-9]{0,40}",
)


def find(message: Message) -> list[Finding]:
    """A weak sign: half the country does business on Zalo."""
    move = message.asserted(_MOVE)
    return [Finding("contact_moved", message.quote(move), WEAK)] if move else []
