"""Offers weapons, support tools, explosives or firecrackers for sale; a notice that forbids them is no offer."""

from actions.judge.finding import MEDIUM, STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_GOODS = (
    r"(?:sung (?:ngan|dai|con|hoi|ban bi|dien|tu che|quan dung)|dui cui(?: dien)?|roi dien|binh xit (?:hoi )?cay|"
    r"dao (?:bam|phong|gam|tu ve)|kiem (?:nhat|katana)|ma tau|con (?:nhi|tam) khuc|phao (?:no|dien|dum|tu che)|"
    r"thuoc (?:phao|no)|kip (?:dien|no)|dan (?:that|chi)|hang nong)"
)
_SALE = phrase(
    rf"(?:ban|can ban|thanh ly|ship|giao|nhan dat|co san|san hang|cung cap|order|ib mua|mua)~{_GOODS}",
    rf"{_GOODS}~(?:gia (?:re|tot|chi|\d)|\d{{2,4}} ?k|ship|freeship|cod|inbox|ib|zalo|lien he|lh|co san|dat hang)",
)
_EXPLOSIVE = phrase("thuoc (?:phao|no)", "kip (?:dien|no)", "sung (?:ngan|quan dung|con)", "dan that")


def find(message: Message) -> list[Finding]:
    """The offer; strong for guns and explosives, which may not be sold to anybody."""
    offer = message.asserted(_SALE)
    if offer is None:
        return []
    grave = message.near(_EXPLOSIVE, offer, 0) is not None
    return [Finding("weapons", message.quote(offer), STRONG if grave else MEDIUM)]
