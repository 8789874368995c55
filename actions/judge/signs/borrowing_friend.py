"""A friend who suddenly needs a transfer or top-up cards."""

from actions.judge.finding import MEDIUM, STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_HELP = phrase(
    "(?:chuyen|ck|chuyen khoan|nap|mua)~(?:ho|giup|gium|dum) (?:minh|em|anh|chi|tao|to|t|m|toi|me|bo|con)",
    r"(?:cho|cho em|cho minh|cho anh|cho chi|cho to|cho tao) (?:muon|vay|muon tam)~(?:\d|"
    r"trieu|tr|cu|it tien|tien)",
    "(?:mua|nap)~(?:the (?:cao|dien thoai|nap|viettel|mobi))~(?:gui|chup|ma|cho)",
    r"(?:minh|em|anh|chi|tao|to) (?:dang )?can (?:gap )?(?:\d|tien|it tien|vay)",
)
_SOON = phrase(
    "cuoi (?:thang|tuan|ngay)~(?:tra|gui)",
    "ket (?:tien|qua)",
    "(?:mai|chieu|toi|lat|ti|sang mai|cuoi ngay|tuan sau|hom sau|vai hom)~(?:tra|gui lai|"
    "ck lai|hoan|chuyen lai|tra lai|gui)",
    "het (?:han muc|tien|hmuc)",
    "(?:app|internet banking|tai khoan|the|ngan hang|the ngan hang) (?:dang |bi )?(?:loi|bao tri|khoa)",
    "khong (?:goi|nghe)(?: may)?(?: duoc)?",
    "dang hop",
    "(?:stk|so tai khoan|tai khoan) (?:nay|sau|moi|day)",
    "so (?:moi|dien thoai moi)",
    "mat (?:dien thoai|may)",
    "(?:mic|loa|camera|dien thoai|dt) (?:bi )?hong",
    "gap lam",
    "dang gap",
    "stk",
    "gui (?:em |minh )?(?:ma|seri)",
    "ten (?:tk|tai khoan|nguoi nhan)",
)


def find(message: Message) -> list[Finding]:
    """Middling with a promise, an excuse or a stranger's account; strong with an account in the message."""
    plea = message.first(_HELP)
    if plea is None or not (message.accounts or message.near(_SOON, plea, 120)):
        return []
    return [
        Finding(
            "borrowing_friend",
            message.quote(plea),
            STRONG if message.accounts and message.near(_SOON, plea, 120) else MEDIUM,
        )
    ]
