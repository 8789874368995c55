"""A prize, gift, refund or subsidy out of the blue."""

from actions.judge.finding import MEDIUM, WEAK, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_WON = phrase(
    r"(?:da|ban|khach|anh|chi|bac|so|thue bao|facebook|zalo|vua|may man|duoc)~trung (?:thuong|"
    r"giai|so|1|mot|xe|iphone|\d)",
    r"chuc mung~(?:trung|may man|duoc chon|nhan (?:duoc )?(?:qua|phan|giai|thuong|\d))",
    "(?:linh|nhan|lam thu tuc nhan|lanh) (?:giai|thuong|giai thuong)",
    "(?:ban|quy khach|anh|chi|bac)~(?:duoc chon|la khach hang may man|may man)~(?:nhan|tang|trung)",
    "(?:nhan|tang) (?:ngay )?(?:qua|phan qua)~(?:tri gia|mien phi)~(?:link|truy cap|tai|vao|bam|zalo)",
)
_REFUND = phrase(
    "(?:diem thuong|diem tich luy|diem)~(?:het han|doi qua|quy doi|doi thuong)",
    "(?:nhan|duoc) (?:lai )?(?:tien )?(?:hoan tien|hoan thue|hoan phi|hoan lai)",
    "hoan (?:tien|thue|phi)~(?:truy cap|link|dang nhap|xac|bam|lien he)",
    "(?:nhan|tang|gui tang)~(?:qua tang|qua tri an|phan qua|voucher|the cao|tien mat|100k|lixi|li xi)",
)
_CHANCE = phrase(
    "co hoi",
    "(?:boc tham|quay so|quay thuong|tham gia|co the)~trung",
    r"\d{1,4} ?(?:gb|mb|phut|sms|data)",
    "khi (?:mua|nap|dang ky|mo)",
    "bao lanh|trung tuyen",
)


def find(message: Message) -> list[Finding]:
    """Being told that one has won is middling; gifts and refunds are weak until an outside link asks for a click."""
    won = message.asserted(_WON)
    if won and not message.near(_CHANCE, won, 24):
        return [Finding("prize", message.quote(won), MEDIUM)]
    refund = message.asserted(_REFUND)
    if refund is None:
        return []
    return [Finding("prize", message.quote(refund), MEDIUM if message.unproven_links and not message.owners else WEAK)]
