"""A job that pays too well for too little."""

from actions.judge.finding import STRONG, WEAK, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_LURE = phrase(
    r"moi (?:kenh|video|bai|luot|nhiem vu|lan theo doi) \d",
    "kiem them thu nhap",
    "tang thu nhap",
    "viec nhe luong cao",
    "(?:viec|lam)(?: lam)?(?: them)? (?:tai nha|online|onl)",
    r"(?:tuyen|can) (?:gap )?(?:\d{1,3} )?(?:ctv|cong tac vien|nguoi lam online|nhan vien online)",
    "ctv (?:online|chot don|shopee|lazada|tiktok|tiki)",
    r"(?:thu nhap|luong|kiem|hoa hong|thuong|cong|"
    r"kiem them)[^.!?\n]{0,24}?\d[\d.,]{0,8} ?(?:k|tr|trieu|nghin|ngan|d|vnd|dong|"
    r"cu)?(?: ?- ?\d[\d.,]{0,8} ?(?:k|tr|trieu|nghin|d|vnd|dong)?)? ?(?:/|mot |moi |"
    r"1 )? ?(?:ngay|gio|don|buoi|nhiem vu|tieng|video|bai)",
    "(?:chot|giat|giut|chay|xu ly|lam)(?: don)? (?:hang ao|don (?:hang )?(?:shopee|lazada|tiki|ao|online)?)",
    "(?:lam|hoan thanh|nhan) (?:cac )?(?:nhiem vu|n.v)",
    r"(?:tha tim|like|thich|follow|theo doi|xem)(?: va (?:like|share|follow))? (?:video|kenh|"
    r"bai viet|tiktok|youtube|fanpage)~(?:nhan|kiem|tien|\d)",
    r"(?:moi|1|mot) (?:ngay|tuan|gio|buoi)~(?:kiem|thu nhap|nhan|lai|duoc)[^.!?\n]{0,16}?\d",
    "nhan hoa hong",
    "danh gia (?:phim|nhan|5 sao|san pham|khach san|nha hang)",
    "(?:hoa hong|tien cong|tien)~(?:rut|nhan|tra|thanh toan)(?: tien)? (?:ve )?(?:ngay|lien|trong ngay|luon)",
    "khong can (?:von|kinh nghiem|bang cap|dat coc|coc)",
    "chi can (?:co )?(?:dien thoai|smartphone|1 chiec dien thoai|dt|chiec dien thoai)",
    "ranh (?:1|2|3|vai|tay) ?(?:-|gio|tieng|rang)?",
    "me bim",
    # so few hours, so soon paid, a gift for joining
    r"(?:chi|moi ngay|ngay lam|tranh thu)(?: can| mat| bo ra| lam| chi)? "
    r"[1-4](?: ?(?:-|den|toi) ?[2-5])? ?(?:tieng|gio|h)\b",
    "(?:luong|tien|cong)[^.!?\n]{0,12}(?:tra|thanh toan|lanh|nhan)[^.!?\n]{0,8}(?:theo|hang|moi|trong|lien) ngay",
    r"(?:tang|mien phi|thuong|nhan)[^.!?\n]{0,10}\d{2,3} ?(?:k|nghin|ngan)[^.!?\n]{0,10}"
    "(?:thanh vien|nguoi moi|ctv|tan thu|nguoi dang ky)",
    "hoan (?:goc|von)~hoa hong",
)


def find(message: Message) -> list[Finding]:
    """One wording is weak (honest employers use some), two are middling, three strong."""
    lures = message.distinct(_LURE)
    if not lures:
        return []
    return [Finding("easy_money", message.quote(lures[0]), min(STRONG, WEAK + len(lures) - 1))]
