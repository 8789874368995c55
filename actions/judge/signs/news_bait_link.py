"""Shocking news or a "you are in this video" with a link to nobody knows where."""

import re

from actions.extract.fold import fold
from actions.extract.links import Link
from actions.judge.finding import MEDIUM, WEAK, Finding
from actions.judge.host_words import host_words
from actions.judge.message import Message, cut
from actions.judge.phrases import phrase

_THING = "(?:clip|video|camera|hinh anh)"
_SHOCK = phrase(
    f"{_THING}~(?:soc|kinh hoang|rung ron|thuong tam|gay phan no|nong|dau long|ghi lai|be gai|hoc sinh)",
    "(?:tai nan|giet nguoi|tham sat|bat coc|an mang|chay lon)~"
    "(?:kinh hoang|thuong tam|rung ron|dau long|vua xay ra|nguoi chet|nguoi tu vong)",
    "(?:ban|may|cau|anh|chi|em) (?:co |dang |trong )?(?:phai )?(?:la )?(?:nguoi )?(?:trong|o) (?:clip|video|anh) nay",
    "(?:co phai|giong) (?:ban|may|cau|anh|chi|em|con) (?:trong|khong|ko|k)~(?:clip|video|anh)",
)
# Friends and newspapers say this too.
_MILD = phrase(
    "(?:xem|coi|full|link) (?:ngay |full |tron bo |nhanh )?(?:clip|video|doan (?:clip|phim|video))",
    "tin (?:nong|soc|moi nhat|24h)",
)
_NEWS_HOST = re.compile(
    r"tintuc|tinnong|tinsoc|tinmoi|thoisu|docbao|bao(?:24h?|moi|online|nong)|news(?:24|vn|viet)|xemclip|xemvideo|clipnong|clip(?:hot|vn)|hotclip|phimnong"
)
_SHOCK_PATH = re.compile(
    r"(?:^|[/_-])(?:clip|video|canh|xem|soc|kinh-hoang|rung-ron|tai-nan|giet|hiep|an-mang|tham-sat|bat-coc|tu-vong|khoa-than|lo-anh|danh-ghen)(?:[/_-]|$)"
)  # fmt: skip


def _is_news_bait(link: Link) -> bool:
    path = fold(link.path).text
    return bool(_NEWS_HOST.search(host_words(link)) and ("-" in path or _SHOCK_PATH.search(path)))


def find(message: Message) -> list[Finding]:
    """Middling when words or link are shocking, weak when they only invite; unknown links only."""
    shock, mild = message.asserted(_SHOCK) is not None, message.asserted(_MILD) is not None
    found = []
    for link in message.unknown_links:
        if shock or _is_news_bait(link):
            found.append(Finding("news_bait_link", cut(link.quoted), MEDIUM))
        elif mild:
            found.append(Finding("news_bait_link", cut(link.quoted), WEAK))
    return found
