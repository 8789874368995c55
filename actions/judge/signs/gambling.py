"""Betting, casino games, lottery numbers."""

from actions.judge.finding import MEDIUM, STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_INVITE = phrase(
    "nha cai",
    "ca cuoc",
    "ca do",
    "(?:nap|gui)(?: tien)? (?:lan )?dau~(?:tang|thuong|khuyen mai|nhan|%)",
    "(?:game|danh|choi) bai~(?:doi thuong|online|uy tin)?",
    "doi thuong",
    "no hu",
    "quay hu",
    "tai xiu",
    "xoc dia",
    "baccarat",
    "casino",
    "song bac",
    "ban ca doi thuong",
    "slot game",
    "keo (?:bong|nha cai|thom|xien)",
    "(?:so )?(?:lo|de|cau|con so) (?:chuan|vip|chac an)",
    "nap rut",
    "an chia",
    "cho so (?:de|lo|mien phi|chuan)",
    "bach thu",
    "lo (?:to|de)",
    "soi cau",
    "rut tien (?:1-1|1:1|sieu toc|nhanh)",
    "hoan tra (?:cuoc|thua)",
    "danh (?:lo|de)",
    "sieu no",
    "code tan thu",
    "cuoc (?:mien phi|free|the thao)",
    r"(?:tang|nhan) (?:code|cuoc|\d{2,3}k) (?:tan thu|trai nghiem|mien phi)",
)
_COME = phrase(
    "(?:dang ky|tham gia|truy cap|link|nap|tang|lien he|zalo|telegram|nhan (?:ngay|code)|"
    "tai (?:app|game)|rut|ib|inbox|uy tin|hoan tra|phi|an chia|gui)"
)


def find(message: Message) -> list[Finding]:
    """Middling when the reader is invited, strong with three wordings; a mere mention is nothing."""
    words = message.distinct(_INVITE)
    invited = bool(message.outside_links or message.personal_phones) or any(message.near(_COME, w, 80) for w in words)
    if not words or not (invited or len(words) > 1):
        return []
    first = words[0]
    return [Finding("gambling", message.quote(first), STRONG if len(words) > 2 and invited else MEDIUM)]
