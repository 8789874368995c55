"""Money from the state or from insurance that one only has to claim: benefits, support, refunds of contributions."""

from actions.judge.finding import MEDIUM, WEAK, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_SUBSIDY = phrase(
    "(?:du dieu kien|duoc|nhan|thuoc dien|dang ky|huong|lanh|xin|chua nhan)~(?:tro cap|goi ho tro|"
    "tien ho tro|ho tro (?:cua nha nuoc|tu quy|covid|kho khan|thiet hai)|an sinh)",
    "(?:nhan|lanh|chi tra|hoan)~(?:bhtn|bao hiem that nghiep|quy bao hiem|tien bhxh|bhxh mot lan)",
)


def find(message: Message) -> list[Finding]:
    """Weak by itself, for the state does announce benefits; middling when a link of nobody known is to be opened."""
    offer = message.asserted(_SUBSIDY)
    if offer is None:
        return []
    claimed = bool(message.unknown_links) and not message.owners
    return [Finding("subsidy", message.quote(offer), MEDIUM if claimed else WEAK)]
