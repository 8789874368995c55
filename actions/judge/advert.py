"""Plain advertising: annoying, open about what it sells."""

from actions.judge.message import Message
from actions.judge.phrases import phrase

_MARK = phrase(
    "qc",
    "quang cao",
    r"(?:tu choi|tc|huy)(?: qc| nhan tin| nhan qc)?(?: ?,)? ?(?:soan|gui|nhan)[^!?\n]{0,24}",
    "de tu choi",
    "tc gui",
    r"soan(?: tin)?:? [a-z0-9_ ]{1,16} (?:gui|goi) ?(?:den |toi |ve )?\d{3,5}",
)
_SELL = phrase(
    "khuyen mai",
    "km",
    "uu dai",
    r"giam (?:gia|ngay|toi|den|\d)",
    "mien phi",
    "sale",
    "voucher",
    "freeship",
    r"mua \d tang \d",
    r"tang (?:ngay )?\d{1,4} ?(?:%|gb|mb|phut|sms|k|thang|the nap|gia tri)",
    "tang",
    r"chi (?:tu |con )?\d[\d.,]{0,12} ?(?:d|k|dong|vnd|tr|trieu|ty|dong/thang)?",
    "co hoi",
    "gia (?:tu|chi|re|goc|soc|tot|uu dai)",
    "tra gop",
    "mo ban",
    "can ho|chung cu|dat nen|biet thu|nha pho|shophouse|du an",
    "dang ky (?:ngay|goi|tai|tu van)?",
    "hotline|lien he|lh|inbox|ib",
    "khai truong",
    "khai giang|tuyen sinh|khoa hoc",
    "goi (?:cuoc|data)|data|3g|4g|5g|mimax",
    "bao hanh",
    "ship (?:cod|toan quoc)?",
    r"chiet khau|ck \d",
    "lai suat (?:uu dai|chi)?|vay (?:von|tin chap|tieu dung|mua nha)?",
    "sim (?:so dep|vip)?",
    "san pham|hang (?:chinh hang|moi ve|xach tay)|dai ly",
    "dich vu",
    "tu van",
    "quy khach|khach hang",
)


def is_advert(message: Message) -> bool:
    """Marked as advertising, or three different words of selling."""
    return message.first(_MARK) is not None or len(message.distinct(_SELL)) >= 3


def is_marked(message: Message) -> bool:
    """Carries the marks the law asks of advertising: "[QC]", how to refuse, a service short code."""
    return message.first(_MARK) is not None
