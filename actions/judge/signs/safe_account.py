"""Money to a "safe", "holding" or "inspection" account, or to prove that it is clean."""

from actions.judge.finding import STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_ACCOUNT = phrase(
    "(?:chuyen|nop|gui|dua|rut|chuyen het)~(?:tai khoan|tk|stk) (?:tam giu|an toan|dam bao|"
    "giam sat|kiem tra|thanh tra|tam thoi|phong toa|bao ve|kho bac|nha nuoc|(?:do |"
    "cua )?(?:bo cong an|co quan|vien kiem sat|toa an|cong an|kho bac|can bo|"
    "ngan hang nha nuoc))",
    "tai khoan (?:tam giu|an toan) (?:cua|do)~(?:bo|cong an|co quan|vien|toa|ngan hang)",
    "(?:chuyen|nop|gui)~(?:de|nham) (?:xac minh|kiem tra|thanh tra|chung minh|giam dinh|"
    "doi chieu)~(?:tien|trong sach|dong tien|tai khoan|vo toi|nguon)",
    "chung minh (?:tien sach|dong tien|nguon tien|trong sach|su trong sach|minh vo toi)",
)


def find(message: Message) -> list[Finding]:
    """No authority in Vietnam keeps such an account: strong."""
    account = message.asserted(_ACCOUNT)
    return [Finding("safe_account", message.quote(account), STRONG)] if account else []
