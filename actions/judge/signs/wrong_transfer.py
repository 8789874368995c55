"""Money sent "by mistake" that must go back by a link or another account."""

from actions.judge.finding import MEDIUM, STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_MISTAKE = phrase(
    "(?:chuyen|ck|chuyen khoan)(?: tien)? nham",
    "gui nham (?:tien|tai khoan|stk|ma|so tai khoan)",
    "nham (?:tai khoan|stk|so tai khoan)",
)
_BACK = phrase(
    "(?:chuyen|hoan|tra|gui|ck)(?>~(?:lai|tra|ve)(?![a-z0-9]))~"
    "(?:link|stk|tk|tai khoan|gap|ngay|lai suat|truy cap|giup|cho)",
    "(?:hoan tra|tra lai|chuyen lai|gui lai)",
    "huy (?:dang ky|lenh|giao dich)",
    r"tru (?:tien|\d|phi|hang thang)",
)
_MONEY = phrase("tien", "tai khoan", "stk", "tk", r"\d[\d.,]{0,12} ?(?:k|tr|trieu|d|dong|vnd|nghin)", "ck|chuyen khoan")


def find(message: Message) -> list[Finding]:
    """Middling, strong when an outside link or an account says where to."""
    mistake = message.asserted(_MISTAKE)
    if mistake is None or not message.near(_MONEY, mistake, 60) or not message.near(_BACK, mistake, 160):
        return []
    return [
        Finding(
            "wrong_transfer", message.quote(mistake), STRONG if message.outside_links or message.accounts else MEDIUM
        )
    ]
