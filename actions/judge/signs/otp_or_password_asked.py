"""Asks for a one-time code, a PIN or a password."""

import re

from actions.judge.counter_evidence import KEEP
from actions.judge.finding import MEDIUM, STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_CODE = (
    r"(?:otp|ma (?:so )?(?:xac (?:thuc|minh|nhan)|pin|bao mat|dang nhap|kich hoat)|mat khau|"
    r"password|pass|mat ma|smart ?otp|cvv|ma 6 (?:so|chu so)|day ma)"
)
_TO_ME = r"(?:em|minh|anh|chi|toi|ben|can bo|nhan vien|tong dai|chung toi|shop|ad|tao|to)"
_TELL = phrase(
    rf"(?:cung cap|doc|bao|cho (?:{_TO_ME} )?xin|xin|gui|nhan lai|chup|forward|chuyen tiep|"
    rf"khai bao|share|dua)~{_CODE}",
    rf"{_CODE}~(?:doc|gui|nhan lai|chup|cung cap|chuyen|bao) (?:lai |ngay |giup |ho |"
    rf"gium )?(?:cho |qua |sang )?{_TO_ME}",
    r"(?:doc|nhan lai|gui lai|bao|nhan|gui) (?:lai )?(?:cai |day )?ma (?:(?:vua|"
    r"moi) )?(?:nhan|gui ve|ve|do|gui|cho|qua)(?: (?:duoc|ve|den|em|anh|chi|minh|cho|may|"
    r"dien thoai))?",
    rf"(?:ma|code) (?:vua )?(?:gui|ve|duoc gui)~(?:doc|gui|bao|nhan lai|chup)~{_TO_ME}",
)
_ENTER = phrase(rf"(?:nhap|dien|xac nhan)~{_CODE}")
_SENT = phrase(
    "(?:da|duoc|vua|se|dang) (?:duoc )?(?:gui|cung cap|nhap|doc)",
    "nhap sai",
    "gui (?:den|toi|ve) (?:so|sdt|email|dien thoai)",
)
_GIVEN = phrase(r"(?:otp|ma|code)[^.!?\n]{0,60}?[\dx*]{4,8}", r"[\dx*]{4,8} la (?:ma|otp)")


_DELIVERED = re.compile(r"\s{0,2}(?:la|:|is)?\s{0,2}[\dx*]{4,8}(?![a-z0-9])")


_FOR_ME = re.compile(rf"\b(?:cho|qua|sang) {_TO_ME}\b")


def _weight(message: Message, ask: re.Match[str], weight: int) -> int:
    """Advice to keep the code secret makes the request doubtful, unless somebody wants it for himself."""
    advised = message.first(KEEP) and not message.unproven_links and not message.personal_phones
    around = message.text[max(0, ask.start() - 10) : ask.end() + 20]
    return MEDIUM if advised and not _FOR_ME.search(around) else weight


def _told(message: Message, match: re.Match[str]) -> bool:
    """Whether the match reports that a code was sent or typed, rather than asking for it."""
    if _DELIVERED.match(message.text, match.end()):
        return True
    sent = _SENT.search(message.text, max(0, match.start() - 12), match.end())
    return sent is not None and sent.start() <= match.start() + 3 and not _TELL.search(message.text, match.end() - 1)


def find(message: Message) -> list[Finding]:
    """The request; a message that itself delivers a code and only says where to type it asks for nothing."""
    for pattern, weight in ((_TELL, STRONG), (_ENTER, STRONG if message.unproven_links else MEDIUM)):
        ask = message.asserted(pattern)
        if ask and not _told(message, ask) and not (pattern is _ENTER and message.first(_GIVEN)):
            return [Finding("otp_or_password_asked", message.quote(ask), _weight(message, ask, weight))]
    return []
