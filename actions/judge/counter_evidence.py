"""What speaks for a genuine message: codes that warn, balance notices, official domains, public warnings."""

from dataclasses import dataclass

from actions.judge.message import Message
from actions.judge.official import hotline
from actions.judge.phrases import phrase


@dataclass(frozen=True)
class Counter:
    """`relief` is taken off the signs' weight; only a public warning also answers strong signs."""

    name: str
    relief: int
    answers_strong: bool = False


_CODE = phrase(
    r"(?:otp|ma (?:xac (?:thuc|minh|nhan)|kich hoat|dang nhap|giao dich|bao mat)|ma|"
    r"code)[^.!?\n]{0,70}?[\dx*]{4,8}",
    r"[\dx*]{4,8} (?:la|is) (?:ma|your|otp)",
    r"g-\d{6}",
)
KEEP = phrase(
    "(?:khong|ko|tuyet doi khong|dung|vui long khong|k|khong duoc)~(?:cung cap|chia se|"
    "tiet lo|cho|gui|doc)~(?:ai|otp|ma|mat khau|bat (?:ky|cu)|nguoi khac|nguoi la|thong tin|"
    "doi tuong|duoi moi hinh thuc)",
    "khong bao gio (?:yeu cau|hoi|gui|goi)",
    "(?:khong|ko)~(?:bam|truy cap|click|nhan)~(?:link|duong dan|lien ket|website) (?:la|khong ro|gia)?",
    "khong (?:yeu cau|gui link|gui duong)~(?:khach hang|otp|mat khau|thong tin|dang nhap)",
    "do not share",
    "never share",
)
_BALANCE = phrase(
    r"(?:so du|sd|sodu|so du cuoi|sdc|du cuoi|kha dung)[^!?\n]{0,24}?[\dx*][\dx*.,]{2,18}",
    r"(?:tk|tai khoan|so the|the|tktt)[^!?\n]{0,30}?(?:[+-]|gd|ps|tang|giam|ghi (?:no|co)|"
    r"thay doi)[^!?\n]{0,14}?[\dx*][\dx*.,]{2,16} ?(?:vnd|d|dong)",
    r"(?:gd|ps|giao dich)(?: the)?: ?[+-]?[\dx*]",
)
_NOTICE = phrase(r"tb", "tbao")
_WARNS = phrase(
    "(?:canh bao|canh giac|de cao canh giac|phong ngua|nhan dien|phong chong|cac thu doan|"
    "thu doan)~(?:lua dao|gia mao|gia danh|mao danh|thu doan|chieu tro|toi pham|doi tuong|"
    "tin nhan)",
    "(?:cac |nhom |mot so )?(?:doi tuong|ke gian|ke xau|toi pham)~(?:gia danh|mao danh|"
    "gia mao|lua|loi dung|yeu cau|du do|de doa|goi dien|gui|tu xung)",
    "(?:thu doan|chieu tro|hinh thuc|chieu)~(?:lua|lua dao|gia danh|chiem doat|moi)",
    "(?:bi|da bi|tung bi|vua bi|suyt bi)~(?:lua|mat tien|dinh bay)",
    "(?:bat|khoi to|triet pha|bat giu)~(?:doi tuong|nhom|duong day|bi can|bi cao|nghi pham)",
    "(?:lua dao|scam|lua) (?:day|do|roi|het|nhe|nha|dung)",
    "dung (?:co )?(?:tin|nghe|dinh|bam)",
    "canh giac",
)
_ADVICE = phrase(
    "(?:nguoi dan|ba con|moi nguoi|khach hang|quy khach|cong dan|anh chi em|phu huynh)~"
    "(?:canh giac|can|khong|luu y|nang cao|tuyet doi|de phong|thong bao|dung)",
    "(?:tuyet doi|khong)~(?:chuyen tien|cung cap|lam theo|bam|truy cap|tin|nghe|dua)",
    "(?:bao|trinh bao|lien he)~(?:cong an|co quan cong an)",
    "khong bao gio",
)


def _warning(message: Message) -> Counter | None:
    """A warning about scams names their words without using them; an outside contact makes it doubtful."""
    if message.unproven_links or message.accounts:
        return None
    warns = message.distinct(_WARNS)
    if len(warns) > 1 or (warns and message.first(_ADVICE)):
        return Counter("public_warning", 4, True)
    return Counter("talk_of_scams", 2) if warns else None


def counter_evidence(message: Message) -> tuple[Counter, ...]:
    """Everything that speaks for the message; an outside link that is no mere shortener voids it all."""
    if message.unproven_links:
        return ()
    found: list[Counter] = []
    keeps = message.first(KEEP) is not None
    if message.first(_CODE) and not message.personal_phones:
        found.append(Counter("code_delivered", 3 if keeps else 2))
    if keeps:
        found.append(Counter("advice_to_keep_secret", 2))
    if message.first(_BALANCE) and not message.outside_links:
        found.append(Counter("balance_notice", 2))
    if message.owners and not message.outside_links:
        found.append(Counter("official_domain_only", 2))
    if message.text.lstrip(" [(").startswith("tb") and message.first(_NOTICE) and not message.personal_phones:
        found.append(Counter("government_notice", 2))
    if message.phones and not message.personal_phones and any(hotline(p) for p in message.phones):
        found.append(Counter("official_hotline_only", 1))
    if warning := _warning(message):
        found.append(warning)
    return tuple(found)
