"""Leaves no time to think."""

from actions.judge.finding import WEAK, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_HURRY = phrase(
    "ngay lap tuc",
    "lap tuc",
    "khan cap",
    "gap lam",
    "can gap",
    "ngay bay gio",
    r"trong (?:vong )?\d{1,3} ?(?:phut|gio|h|tieng|p)",
    "(?:het han|han cuoi|han chot)~hom nay",
    "ngay hom nay",
    r"truoc \d{1,2} ?(?:h|gio)",
    r"chi con \d{1,3} (?:phut|gio|suat|slot)",
    "nhanh tay",
    "nhanh len",
    "trong (?:ngay|hom nay)",
    "lan (?:nhac )?cuoi",
    "qua thoi han",
)


def find(message: Message) -> list[Finding]:
    """A weak sign: shops hurry people too."""
    hurry = message.asserted(_HURRY)
    return [Finding("hurry", message.quote(hurry), WEAK)] if hurry else []
