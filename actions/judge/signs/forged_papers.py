"""Degrees, licences or ID cards made to order."""

from actions.judge.finding import MEDIUM, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_MAKE = phrase(
    "(?:lam|nhan lam|cung cap|ban|can|dich vu)~(?:bang (?:dai hoc|cap|cao dang|cap 3|lai xe|"
    "tot nghiep|that|gia|cac loai)|giay to (?:gia|cac loai)|(?:cccd|cmnd|so do|so hong|gplx|"
    "giay phep lai xe|chung chi|giay kham suc khoe|ho khau|ho chieu)~(?:gia|phoi|bao|"
    "khong can|uy tin|lay nhanh|nhu that))",
)
_TRAIT = phrase(
    "phoi (?:that|chuan|goc|xin)",
    "(?:bao|cam ket)~(?:soi|check|tra|cong chung|dau|chuan)",
    "khong can (?:hoc|thi|di thi|coc)",
    "gia re",
    "uy tin",
    "nhan hang (?:moi )?(?:thanh toan|tra tien)",
    "ho so goc",
    "lay (?:nhanh|ngay|lien)",
    "dau (?:that|noi|moc)",
    "lien he",
    "zalo",
)


def find(message: Message) -> list[Finding]:
    """Middling when made to order; schools and driving centres sell courses, not papers."""
    make = message.asserted(_MAKE)
    return [Finding("forged_papers", message.quote(make), MEDIUM)] if make and len(message.distinct(_TRAIT)) > 0 else []
