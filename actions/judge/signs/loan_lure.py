"""Quick loans without checks."""

from actions.judge.finding import MEDIUM, WEAK, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_LOAN = phrase(
    "vay (?:tien|von|nhanh|online|nong|gap|tin chap|tra gop|tieu dung|app)",
    "(?:ho tro|cho|can|goi|khoan|duyet|ban can) vay",
    "giai ngan",
    "tien (?:nong|gop)",
    "bat (?:ho|bat ho)",
    "cam do",
    "rut tien the tin dung",
    "can tien (?:gap|lien|nhanh)",
    "ket tien|ket vay",
    "tra gop (?:ngay|tuan)",
)
_TRAIT = phrase(
    "(?:no xau|bad ?debt)",
    "khong (?:can )?(?:the chap|tham dinh|chung minh|gap mat|giu giay|giu tai san|xet)",
    "ko (?:the chap|tham dinh)",
    "chi can (?:co )?(?:cccd|cmnd|can cuoc|chung minh|sdt|so dien thoai|sim)",
    r"(?:giai ngan|duyet|nhan tien|co tien|xet duyet)[^.!?\n]{0,16}?(?:\d{1,3} ?(?:phut|p|"
    r"giay|h|gio|tieng)|lien|ngay|trong ngay|nhanh|tuc thi)",
    "(?:bao|duyet|ty le duyet) (?:dau|duyet|100%|99%)",
    r"lai (?:suat )?(?:0|0%|thap|cuc thap|uu dai|tu 0|1%|re)",
    "(?:cccd|cmnd) (?:la|gan chip)~(?:vay|duoc|co)",
    "giai quyet (?:nhanh|trong ngay)",
    "thu tuc (?:don gian|nhanh gon|nhanh)",
    "alo la co",
    "bao kin|kin dao",
)
_RISKY = phrase(
    "no xau",
    "bad ?debt",
    "(?:khong|ko) (?:can )?(?:the chap|tham dinh|chung minh|gap mat|xet)",
    "chi can (?:co )?(?:cccd|cmnd|can cuoc|sdt|sim)",
    r"\d{1,3} ?(?:phut|p)",
    "bao (?:dau|duyet|kin)",
    "alo la co",
    "kin dao",
    "tra gop (?:ngay|tuan)",
    "zalo",
)


def find(message: Message) -> list[Finding]:
    """Weak with one suspicious trait, middling with two: licensed lenders advertise too."""
    loan = message.asserted(_LOAN)
    traits = message.distinct(_TRAIT) if loan else []
    if loan is None or not traits:
        return []
    risky = len(traits) > 1 and message.first(_RISKY) is not None and not message.owners
    weight = MEDIUM if risky else WEAK
    return [Finding("loan_lure", message.quote(traits[0]), weight)]
