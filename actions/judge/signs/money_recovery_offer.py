"""Offers to get lost money back."""

from actions.judge.finding import STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_BACK = phrase(
    "(?:nhan|lay|doi) lai~(?:tien|von)~(?:da mat|bi mat|tren san|bi lua)",
    "thu hoi (?:tai san|von treo)",
    "(?:lay|doi|thu hoi|rut|truy) (?:lai |hoi |thu )?(?:so )?(?:tien|von|tai san)~(?:lua|mat|"
    "treo|chiem doat|bi lua dao|bi treo)",
    "(?:lay|thu) (?:lai|hoi) (?:duoc )?(?:tien|von)~(?:100%|ty le|cam ket|nhanh|24h)",
    "(?:thu hoi|lay lai) (?:tien|von) (?:bi )?(?:lua|treo|mat|scam)",
)
_OFFER = phrase(
    "(?:nhan|dich vu|ho tro|ben em|ben minh|chung toi|cam ket|luat su|chuyen gia|lien he|ib|"
    "inbox|zalo|van phong|thanh cong|uy tin|doi ngu|to chuc)"
)
_ASKS = phrase("lam sao", "co (?:lay|doi|rut) (?:lai )?duoc", "the nao", "nhu nao", "o dau", "duoc khong", "can lam gi")
_TRICK = phrase(
    "canh giac", "thu doan", "chieu tro", "gia danh", "mao danh", "doi tuong", "canh bao", "khong (?:nen )?tin"
)


def find(message: Message) -> list[Finding]:
    """Strong when it is offered; a victim's own question is none."""
    back = message.first(_BACK)
    if back is None or not message.near(_OFFER, back, 120) or message.near(_ASKS, back, 60):
        return []
    warned = message.asserted(_BACK) is None and message.near(_TRICK, back, 80)
    return [] if warned else [Finding("money_recovery_offer", message.quote(back), STRONG)]
