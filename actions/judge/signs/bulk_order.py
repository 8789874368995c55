"""A big order from an "army unit" or "school" that has the shop pay for something else first."""

from actions.judge.finding import MEDIUM, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_ORDER = phrase(
    r"(?:dat|can|mua|lay)~\d{2,4} (?:suat|phan|com|thung|ban|hop|set|mon|cai)", "don (?:hang )?(?:so luong )?lon"
)
_ADVANCE = phrase(
    "ung (?:tien|truoc|giup|ho)",
    "(?:mua|dat|lay) (?:giup|ho)~(?:thung|hop|ruou|sua|thit|hang|tu|cua)",
    "chuyen (?:truoc|ho|giup)",
)


def find(message: Message) -> list[Finding]:
    """Middling: caterers do get big orders, but are not asked to pay a third party."""
    order = message.asserted(_ORDER)
    return [Finding("bulk_order", message.quote(order), MEDIUM)] if order and message.near(_ADVANCE, order, 120) else []
