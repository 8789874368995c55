"""A stranger from far away who loves quickly: soldier, doctor or engineer abroad, soon with a gift or a fortune."""

from actions.judge.finding import MEDIUM, WEAK, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_STRANGER = phrase(
    "(?:anh|em|minh|toi)~(?:la|lam)~"
    "(?:quan nhan|linh (?:my|lien hop quoc)|ky su|bac si|phi cong|thuyen truong|dai tuong)",
    "(?:viet kieu|nguoi (?:my|anh|uc|han|nhat))~(?:goa vo|ly di|doc than|muon tim|ket ban|lam quen)",
)
_ABROAD = phrase(
    *(
        "my",
        "anh quoc",
        "nguoi anh",
        "uc",
        "han",
        "syria",
        "yemen",
        "afghanistan",
        "ukraine",
        "nuoc ngoai",
        "lien hop quoc",
    ),
    *("gian khoan", "tau vien duong", "viet kieu"),
)
_LOVE = phrase(
    "(?:yeu|thuong|nho) (?:em|anh) (?:nhieu|lam|ngay|tu lan dau|mat roi)",
    "(?:muon|se|hua)~(?:cuoi|ket hon|lay|sang viet nam|bao lanh|ve song voi) (?:em|anh|cung em)?",
    "(?:tim|gap) (?:duoc )?(?:mot nua|ban doi|tri ky|tinh yeu)",
)
_GIFT = phrase(
    "(?:gui|chuyen|danh)~(?:qua|kien hang|buu kien|thung hang|vali|trang suc|dong ho|vang|do la|usd|tien mat|gia tai)",
    "(?:thua ke|di san|gia tai|tai san)~(?:trieu|ty|do la|usd)",
)


def find(message: Message) -> list[Finding]:
    """Two of stranger, love and gift are middling; a stranger's or a lover's words alone are weak."""
    stranger, love, gift = message.asserted(_STRANGER), message.asserted(_LOVE), message.asserted(_GIFT)
    if stranger and not message.near(_ABROAD, stranger, 60):
        stranger = None
    said = [match for match in (stranger, love) if match]
    if not said:
        return []
    return [Finding("love_lure", message.quote(said[0]), MEDIUM if len(said) == 2 or gift else WEAK)]
