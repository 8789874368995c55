"""Threatens to spread intimate pictures or secrets unless paid."""

from actions.judge.finding import STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_SPREAD = phrase(
    "(?:tung|phat tan|dang|gui|cho|rai|up|public)~(?:clip|video|anh|hinh)~(?:nong|nhay cam|"
    "khoa than|sex|rieng tu|cua may|cua mi|cua ban|cua anh|nhay|len (?:mang|face|fb)|"
    "cho (?:gia dinh|vo|ban be|nguoi than|co quan|danh ba))",
    "(?:clip|video|anh|hinh)~(?:nong|nhay cam|khoa than|sex|chat sex|rieng tu)~(?:tung|"
    "phat tan|gui cho|len mang|chuyen tien|chuoc|lan truyen|dang)",
)
_OR = phrase(
    "neu (?:khong|ko|k)",
    r"chuyen (?:tien|khoan|ngay|\d)",
    "muon (?:xoa|khong)",
    "chuoc",
    r"trong \d",
    "toi (?:se|da)",
    "tao (?:se|da)",
    "ban be",
    "xoa",
)


def find(message: Message) -> list[Finding]:
    """Extortion, whether or not money was sent already: strong."""
    spread = message.asserted(_SPREAD)
    return (
        [Finding("exposure_threat", message.quote(spread), STRONG)] if spread and message.near(_OR, spread, 100) else []
    )
