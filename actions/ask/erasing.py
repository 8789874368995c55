"""Whether the resident wants erased what is kept of them: asked for, or confirmed with the button."""

import re

from actions.extract.fold import fold
from actions.understanding import Understanding

_SURE = 0.5
_MOST_WORDS = 10
_ASKED = re.compile(
    r"(?:thoi )?(?:(?:toi |em |chau )?(?:muon|can|xin|yeu cau|hay|lam on) )?"
    r"xoa(?: (?:het|bo|giup|gium|toi|em|ngay)){0,3}"
    r" (?:du lieu|thong tin|tin nhan|loi nhan|ban nhap)(?: ca nhan)?(?: cua (?:toi|em|bac|minh|chau|tui))?"
    r"(?: (?:di|nhe|nha|a|voi|giup|toi)){0,3}"
)
# "họ xóa hết tin nhắn", "tôi lỡ xóa mất rồi": told, not asked for; the model takes them for the wish.
_TOLD = re.compile(
    r"\b(?:(?:ho|no|chung|bon|nguoi ta|ben kia|thang|ke gian)(?: [a-z]{1,9}){0,5} xoa)\b"
    r"|\b(?:(?:lo|trot|da|bi|nham) xoa|xoa mat)\b"
    r"|\bxoa\b.{0,40}(?<!vua)\s(?:roi|r)$"
)
_FACT = re.compile(r"\d|\w\.\w")


def confirms_erasing(heard: Understanding) -> bool:
    """Only the button counts: a misheard line must not cost anybody their draft."""
    return heard.is_button and heard.intent == "delete_draft"


def asks_to_erase(heard: Understanding) -> bool:
    """Whether to offer the button: a short wish, not an account of messages that somebody else deleted."""
    if heard.is_button:
        return heard.intent == "delete_my_data"
    folded = fold(heard.text).text.strip(" .,!")
    if heard.metadata.get("forwarded") or len(folded.split()) > _MOST_WORDS or _FACT.search(folded):
        return False
    sure = heard.intent == "delete_my_data" and heard.confidence >= _SURE
    return (sure and not _TOLD.search(folded)) or bool(_ASKED.fullmatch(" ".join(re.findall(r"[a-z]+", folded))))
