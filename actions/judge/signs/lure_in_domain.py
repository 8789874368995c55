"""A domain whose own name is the lure: quick loans, gifts, spinning wheels, topping up games, easy jobs."""

import re

from actions.judge.finding import MEDIUM, Finding
from actions.judge.host_words import host_words
from actions.judge.message import Message, cut

_LURE = re.compile(
    r"vay(?:tien|nhanh|captoc|sieutoc|online|247?h?|nong|lien|ngay|tinchap|tieudung|von|0dong|gap)"
    r"|(?:captoc|sieutoc)(?:vay|24h|247)|tiennhanh|tiennong|giaingan|captien"
    r"|nap(?:tien|the|game|kimcuong|quanhuy|robux|uc|sohot|ff|lq)(?!dienthoai)|(?:tang|nhan|code|acc|shop)(?:quanhuy|kimcuong)|giftcode"
    r"|(?<!luat)nhanqua|tangqua|quatri?an|triankhach|trian\d|quatang\d|quatang(?:vn|free|khach|trian|mienphi)"
    r"|vongquay|trungthuong|trungqua|boctham|lacxi|nhanthuong|nhantien|hoantien(?!g)|nhanho?tro|trocap|hotrocovid"
    r"|(?:tuyen|viec)(?:ctv|dungctv|lamtainha|lamonline)|ctvonline|congtacvien|kiemtien(?!g)|nhiemvu(?:online|kiem)|binhchon|bauchon"
    r"|(?:nang|mo|tang)hanmuc|rutthe|rutvi|dao?hanthe|mokhoathe|huythe|khoathe"
    r"|laylaitien|thuhoivon|thuhoitien"
)
# Sellers and lenders under an ending that costs proof of identity say these words too.
_PROVEN = re.compile(
    r"nap(?:tien|the|kimcuong|quanhuy)(?:game|freefire|ff|lienquan|roblox|pubg|garena)|vongquay\w{0,20}(?:freefire|lienquan|kimcuong|quanhuy)"
)
_PROVEN_ENDINGS = ("vn", "com.vn", "net.vn", "org.vn", "edu.vn", "gov.vn")


def find(message: Message) -> list[Finding]:
    """Middling for every unknown link with such words in its host."""
    found = []
    for link in message.unknown_links:
        pattern = _PROVEN if link.suffix in _PROVEN_ENDINGS else _LURE
        if pattern.search(host_words(link)):
            found.append(Finding("lure_in_domain", cut(link.quoted), MEDIUM))
    return found
