"""A relative in hospital or trouble, and money at once."""

from actions.judge.finding import STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_KIN = r"(?:con|chau|chong|vo|bo|me|em|anh|ba|be|hoc sinh|nguoi nha|nguoi than|con trai|con gai)"
_TROUBLE = phrase(
    rf"{_KIN}~(?:tai nan|cap cuu|nhap vien|mo gap|phong mo|chan thuong|nguy kich|hon me|bi bat|"
    rf"o don cong an|bi cong an|bi giu|bi tam giu|danh nhau|"
    rf"te nga|te cau thang|nga cau thang|mo nao)",
    "(?:dang|can) (?:cap cuu|mo gap|phau thuat gap)",
)
_MONEY = phrase(
    "vien phi",
    "tien (?:mo|vien|phau thuat|tam ung|thuoc|boi thuong)",
    "(?:chuyen|dong|nop|gui|ck)~(?:tien|tai khoan|stk|trieu|tr|khoan)",
    "tam ung",
    "dong gap",
)


def find(message: Message) -> list[Finding]:
    """Strong with a call for money, nothing without: bad news alone is no sign."""
    trouble = message.asserted(_TROUBLE)
    money = message.near(_MONEY, trouble, 160) if trouble else None
    return [Finding("family_emergency", message.quote(trouble), STRONG)] if trouble and money else []
