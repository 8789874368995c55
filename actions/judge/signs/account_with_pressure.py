"""Money to an account, now, before anyone can think."""

from actions.judge.finding import MEDIUM, STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_PAY = phrase(
    "(?:chuyen(?: khoan| tien)?|ck|nop|dong|thanh toan|nap|coc|gui tien)~(?:tai khoan|stk|so tk|tk|ngan hang)",
    "(?:stk|so tai khoan|tk)~(?:chuyen|ck|nop|gui)",
    r"chuyen (?:khoan|tien) (?:gap|ngay(?! \d| mai| hom)|luon)",
    "(?:chuyen|ck|gui|nop|ban|nap)~(?:gap|ngay (?:cho|di|bay gio|lap tuc))",
)
_NOW = phrase(
    "ngay lap tuc",
    "lap tuc",
    "khan cap",
    "gap",
    "ngay bay gio",
    "ngay va luon",
    r"trong (?:vong )?(?:\d{1,3}|nua|mot|hai|vai) ?(?:phut|p|gio|h|tieng|ph)",
    r"chuyen (?:tien |khoan )?ngay(?! \d| mai| hom| \d)",
    r"truoc \d{1,2} ?(?:h|gio) ?(?:hom nay|toi nay|trua nay|chieu nay)",
    "neu khong~(?:bi|se|phai)",
    "nhanh len",
    r"(?:ck|gui|nop|dong|nay|em|giup(?: em)?) ngay(?! \d| mai| hom| thang)",
)


def find(message: Message) -> list[Finding]:
    """Strong with an account in the message, middling with only the words for a transfer."""
    pay = message.asserted(_PAY)
    if pay is None or not message.near(_NOW, pay, 120):
        return []
    return [Finding("account_with_pressure", message.quote(pay), STRONG if message.accounts else MEDIUM)]
