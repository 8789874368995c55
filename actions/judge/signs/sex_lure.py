"""Sexual services or chats as bait."""

from actions.judge.finding import MEDIUM, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_LURE = phrase(
    "gai goi",
    "gai (?:xinh|dep|mien tay|non|sinh vien)~(?:zalo|tele|phuc vu|chieu|qua dem|ket ban|ib|lien he|link|massage)",
    "(?:chat|call|show|xem|phim|clip|video) (?:sex|nong|18|kin|hang)",
    "show (?:hang|hang nong)",
    "(?:tinh|tim ban|tam su|quan he)~(?:mot dem|1 dem|khong rang buoc)",
    "massage (?:kich duc|yoni|a z|tu a|happy|thu gian 18|nude)",
    "check ?hang",
    "ban dam",
    "di khach",
    "phuc vu (?:tan noi|tu a den z|qua dem|tan tinh)~(?:em|gai|kieu)?",
    "em~(?:co don|thieu hoi am|dang can|can ban)~(?:ket ban|zalo|link|ib|tim|tam su)",
    "(?:hoc sinh|sinh vien|em) (?:moi lon|gia re)~(?:di khach|phuc vu|tau nhanh)",
    "tau nhanh",
    "may bay (?:ba gia|tim phi cong)",
    "nguoi lon 18",
    "sugar (?:baby|daddy)",
)


def find(message: Message) -> list[Finding]:
    """Middling: the bait is often followed by a fee or by blackmail."""
    lure = message.asserted(_LURE)
    return [Finding("sex_lure", message.quote(lure), MEDIUM)] if lure else []
