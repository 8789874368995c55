"""Threatens arrest, prosecution, a fine or the loss of an account, line or service."""

from actions.judge.finding import MEDIUM, STRONG, WEAK, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_YOU = (
    r"(?:ban|anh|chi|anh/chi|anh chi|ong|ba|ong/ba|ong ba|bac|quy khach|em|co|chu|nguoi vi pham|"
    r"chu tai khoan|chu thue bao)"
)
_ARREST = phrase(
    r"(?:lenh|giay|quyet dinh) (?:trieu tap|tong dat|bat giu)",
    r"(?:cccd|can cuoc|tai khoan|sim|buu kien|so dien thoai)~(?:lien quan|dinh liu|nghi|chua)~"
    r"(?:toi pham|rua tien|ma tuy|hang cam|vu an|lua dao|duong day)",
    rf"{_YOU}~(?:lien quan (?:den |toi )?(?:vu an|duong day|mot vu|chuyen an|vu viec|rua tien|"
    rf"ma tuy)|bi (?:khoi to|truy na|bat (?:giam|tam giam|khan cap)|truy to))",
    r"(?:lenh|quyet dinh) (?:bat(?: tam)?(?: giam)?|khoi to|truy na|phong toa)~(?:ban|anh|chi|"
    r"ong|ba|bac|quy khach|em|ten)?",
    r"(?:neu|khong)~(?:se )?(?:bi )?(?:bat giam|bat tam giam|khoi to|truy to|"
    r"phong toa (?:toan bo )?tai khoan|cuong che|truy cuu(?: trach nhiem)?(?: hinh su)?|"
    r"ap giai)",
    r"(?:se|de) (?:bi )?(?:bat giam|bat tam giam|khoi to|truy to|"
    r"truy cuu(?: trach nhiem)? hinh su|ap giai|den nha bat)",
)
_CUT = phrase(
    r"phat sinh giao dich~(?:neu|khong phai|huy)",
    r"(?:tai khoan|tk|the|sim|thue bao|so dien thoai|dich vu|ung dung|dinh danh|facebook|"
    r"fanpage|trang|zalo)~(?:bi|se|sap)~(?:khoa|tam khoa|dong bang|dinh chi|vo hieu|thu hoi|"
    r"ngung|ngat|huy|han che|tam dung|cat)",
    r"(?:khoa|cat|ngung cung cap|thu hoi) (?:tai khoan|the|sim|thue bao|dien|dich vu|hai chieu|2 chieu|so)",
    r"(?:cat|ngung cap|ngung cung cap|tam ngung cap) dien",
    r"(?:bi|se)~(?:xu phat|phat nguoi|phat tien|nop phat|tru tien|tru phi|thu phi|tinh phi)",
    r"neu khong~(?:bi|se)~(?:khoa|mat|tru|phat|huy|cuong che|xu ly)",
    r"(?:phat hien|dang|vua|da|dang duoc)~dang nhap~(?:thiet bi|noi|dia diem) (?:la|khac|moi)",
    r"(?:giao dich|hoat dong) (?:bat thuong|dang ngo|la)",
    r"(?:phat hien|ghi nhan|vua co|co) (?:mot |1 )?giao dich~(?:tu|neu|khong phai|huy)",
    r"(?:se |tu dong |bi ){1,3}tru (?:phi |tien |tu )?[^.!?\n]{0,24}?\d",
    r"vi pham (?:tieu chuan|chinh sach|ban quyen|quy dinh)~(?:khoa|xoa|go|vo hieu)",
    r"(?:se|dang|da) bi (?:khoa|han che|tam khoa|phong toa|vo hieu|dong bang)",
)
_DEMAND = phrase(
    "bam phim",
    "nhan phim",
    "(?:truy cap|bam|nhan|click|an)~(?:link|duong dan|lien ket|vao day)",
    "(?:lien he|goi|ket ban|add)~(?:zalo|telegram|so nay|can bo)",
    "(?:chuyen|nop|dong)~(?:tien|tai khoan|phi)",
    "soan~gui",
    "lam viec~(?:ngay|gap|zalo|dien thoai|truc tuyen)",
    "hop tac",
    "khai bao",
    "xac minh",
    "phoi hop",
)
_PRESS = phrase("(?:bam|nhan|an) phim", "ket ban~zalo", "lien he~(?:zalo|telegram)")


def find(message: Message) -> list[Finding]:
    """Arrest is middling, strong with a demand; a cut is weak, middling with an outside contact."""
    contact = bool(message.outside_links or message.personal_phones) or message.first(_DEMAND) is not None
    if arrest := message.asserted(_ARREST):
        return [Finding("threat", message.quote(arrest), STRONG if contact and not message.owners else MEDIUM)]
    if cut := message.asserted(_CUT):
        outside = bool(message.unproven_links or message.personal_phones) or message.first(_PRESS) is not None
        return [Finding("threat", message.quote(cut), MEDIUM if outside and not message.owners else WEAK)]
    return []
