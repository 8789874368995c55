"""Names a bank or an authority, but links somewhere else."""

from actions.judge.finding import MEDIUM, WEAK, Finding
from actions.judge.message import Message, cut
from actions.judge.phrases import phrase

_BRAND = phrase(
    "vietcombank",
    "vcb",
    "vietinbank",
    "bidv",
    "agribank",
    "techcombank",
    "mb ?bank",
    "acb",
    "vp ?bank",
    "tp ?bank",
    "sacombank",
    "hd ?bank",
    "vib",
    "shb",
    "seabank",
    "msb",
    "ocb",
    "eximbank",
    "lp ?bank",
    "scb",
    "ngan hang",
    "momo",
    "zalopay",
    "bo cong an",
    "cong an",
    "vneid",
    "dinh danh",
    "dich vu cong",
    "csgt",
    "canh sat giao thong",
    "phat nguoi",
    "toa an",
    "vien kiem sat",
    "thue",
    "etax",
    "bao hiem xa hoi",
    "bhxh",
    "vssid",
    "bo y te",
    "bo tai chinh",
    "nha nuoc",
    "chinh phu",
    "dien luc",
    "evn[a-z]{0,6}",
    "buu dien",
    "vnpost",
    "viettel ?post",
    "ghtk",
    "giao hang (?:tiet kiem|nhanh)",
    "j&t",
    "shopee",
    "lazada",
    "tiki",
    "hai quan",
)
_ACTION = phrase(
    "(?:dang nhap|xac thuc|xac minh|xac nhan|cap nhat|kich hoat|huy|khoa|mo khoa|tra cuu|"
    "kiem tra|truy cap|bam|nhan vao|nhap|click|an vao|vao|xem|nop phat|nhan (?:tien|qua|"
    "thuong|hang|ho tro)|dang ky|khai bao|dien thong tin|chi tiet|doi)",
)


# Authorities publish under gov.vn: benefits and fines under anybody's .vn are as odd as under a foreign ending.
_AUTHORITY = phrase(
    "bo (?:cong an|y te|tai chinh|lao dong|noi vu)",
    *("cong an", "csgt", "canh sat giao thong", "toa an", "vien kiem sat", "vneid", "dich vu cong", "tong cuc thue"),
    *("cuc thue", "bhxh", "bao hiem xa hoi", "chinh phu", "nha nuoc"),
)
_BENEFIT_OR_FINE = phrase(
    "(?:nhan|dang ky|xin|huong|lanh)~(?:tro cap|ho tro|an sinh|tien)",
    *("nop phat", "phat nguoi", "dinh danh muc", "cap nhat (?:thong tin|cccd|vneid)", "khai bao"),
)


def find(message: Message) -> list[Finding]:
    """The link, when a brand is named, an action is asked for and no link is that brand's own."""
    brand = message.first(_BRAND)
    if brand is None or not message.outside_links or message.owners or not message.first(_ACTION):
        return []
    odd = message.unproven_links
    if not odd and message.first(_AUTHORITY) and message.first(_BENEFIT_OR_FINE):
        odd = message.unknown_links
    link = (odd or message.outside_links)[0]
    return [Finding("unofficial_link_with_brand", cut(link.quoted), MEDIUM if odd else WEAK)]
