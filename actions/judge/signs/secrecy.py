"""Tells the reader to keep it from family, stay on the line or be alone."""

from actions.judge.finding import MEDIUM, STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_ISOLATE = phrase(
    "(?:ra|vao|den|tim) (?:cho|noi) (?:kin|vang|rieng)",
    "(?:thue|vao|den)~(?:khach san|nha nghi|phong)~(?:mot minh|1 minh|o yen|khong (?:duoc )?ra)",
    "o yen trong (?:phong|nha)",
    "(?:khong|cam|dung)(?: duoc)? (?:tat may|cup may|ngat may|ngat ket noi|tat dien thoai|roi khoi phong)",
    "giu nguyen (?:may|cuoc goi)",
    "giu may (?:de|va|lien tuc|khong)",
)
_HUSH = phrase(
    "(?:khong|dung)(?: duoc)? (?:de|cho) (?:ai|nguoi than|gia dinh|nguoi nha|vo|chong|con cai|bo me)~biet",
    "(?:khong|ko|k|cam|dung|tuyet doi khong|nghiem cam)(?: duoc)?(?: phep)? (?:noi|ke|"
    "tiet lo|he rang|bao|cho)~(?:voi ai|cho ai|ai biet|bat ky ai|bat cu ai|nguoi than|"
    "gia dinh|nguoi nha|vo|chong|con cai|nguoi khac)",
    "giu (?:kin|bi mat)(?! thong tin| nghe| nha nuoc)",
    "bao mat (?:vu an|dieu tra|chuyen nay|tuyet doi)",
    "dung noi (?:voi|cho) ai",
)
_OTP = phrase(
    "otp",
    "mat khau",
    "ma xac (?:thuc|minh|nhan)",
    "ma pin",
    "ma bao mat",
    "thong tin the",
    "thong tin tai khoan",
    "ma nay",
    "thong tin ca nhan",
)


def find(message: Message) -> list[Finding]:
    """Strong for isolation, middling for silence; "tell no one your code" is advice, not secrecy."""
    if alone := message.first(_ISOLATE):
        return [Finding("secrecy", message.quote(alone), STRONG)]
    for hush in _HUSH.finditer(message.text):
        if not message.near(_OTP, hush, 40):
            return [Finding("secrecy", message.quote(hush), MEDIUM)]
    return []
