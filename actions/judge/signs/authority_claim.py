"""Says it is the police, a court, a tax office, the power company or a bank, by phone or chat."""

from actions.judge.finding import MEDIUM, WEAK, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_WHO = (
    r"(?:cong an|can bo|dieu tra vien|canh sat|kiem sat vien|vien kiem sat|toa an|tham phan|thue|"
    r"chi cuc thue|cuc (?:thue|csgt|canh sat|an ninh|vien thong)|dien luc|evn|"
    r"nhan vien (?:ngan hang|dien luc|buu dien|evn|y te|tong dai|bao hiem|nha mang|thue|giao hang|"
    r"shipper)|bao hiem xa hoi|bhxh|bo (?:cong an|tai chinh|thong tin)|luat su|"
    r"trung tam (?:vien thong|dang kiem)|giao vien|bac si|benh vien|hai quan|tong dai|phuong|xa)"
)
_CLAIM = phrase(
    "(?:noi|chuyen) may~(?:cong an|can bo|dieu tra|canh sat)",
    rf"(?:toi|em|minh|chau|day|anh|chung toi|ben (?:em|minh|toi)) (?:la|tu|goi tu|ben|o|"
    rf"dang la|la ben)(?: ben| o| thieu ta| dai uy| trung ta| thuong uy| dai ta|"
    rf" trung uy)? ?{_WHO}",
    r"(?:dai uy|thieu ta|trung ta|thuong uy|thuong ta|dai ta|trung uy|dieu tra vien|"
    r"kiem sat vien) [a-z]{2,7} [a-z]{2,7}(?: [a-z]{2,7})?(?=[^a-z]|~(?:phong|cong an|"
    r"dieu tra))",
    r"can bo (?:cong an|thue|dieu tra|phuong|xa|dien luc|ho tich|bhxh)",
)
_CHAT = phrase(
    "(?:noi|chuyen) may",
    "(?:ket ban|add|lien he|nhan tin|goi (?:video|lai)|lam viec|huong dan|gui)~(?:zalo|telegram|viber|video)",
    "(?:lam viec|lay loi khai|khai bao|xac minh|dieu tra) (?:qua|tren|bang) (?:dien thoai|"
    "zalo|mang|video|online|truc tuyen|cuoc goi)",
    "goi video",
    "qua zalo",
    "zalo (?:cua )?(?:can bo|em|toi|anh)",
    "video call",
)


def find(message: Message) -> list[Finding]:
    """Weak alone (real officers introduce themselves too); middling when business is to be done by chat or phone."""
    claim, chat = message.asserted(_CLAIM), message.asserted(_CHAT)
    if claim is None:
        return []
    return [Finding("authority_claim", message.quote(claim), MEDIUM if chat or message.unproven_links else WEAK)]
