"""A fee or deposit before the money, goods or job comes."""

from actions.judge.finding import MEDIUM, STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_KNOWN = phrase(
    "(?:nop|dong|chuyen)(?: tien)? phat~(?:hai quan|moi|de nhan|de lay)",
    "(?:dong|nop|chuyen|thanh toan|dat|tra|nap)~(?:phi|tien|khoan) (?:giai ngan|"
    "ho so(?: vay)?|bao hiem (?:khoan )?vay|hai quan|thong quan|rut tien|mo khoa|xac minh|"
    "kich hoat|bao dam|dam bao|ky quy|chung minh (?:tai chinh|thu nhap)|dong bang|hoan hang|"
    "luu kho|doi soat|nang cap)",
    "(?:phi|tien) (?:giai ngan|ho so vay|bao hiem khoan vay|hai quan|mo khoa|"
    "chung minh tai chinh)~(?:de|moi|truoc|vao)",
    "(?:dong|nop|nap|chuyen)~(?:thue|phi|tien)~(?:moi|de|thi) (?:duoc |co the )?(?:rut|"
    "giai ngan|nhan (?:lai |duoc )?(?:tien|thuong|qua|giai|hang|khoan|goi|buu))",
    "nap (?:them|tien|du)~(?:de|moi|thi) (?:duoc |co the )?(?:rut|nhan|mo khoa|hoan)",
    "(?:coc|dat coc|dong)~(?:de|moi|truoc khi) (?:duoc )?(?:nhan (?:viec|hang|ve|don|mau|do)|"
    "giu (?:cho|slot|suat|do|hang))",
)
_PLAIN = phrase(
    r"(?:coc|dat coc|chuyen khoan)[^.!?\n]{0,16}? giu (?:cho|hang|suat|slot)",
    r"(?:dong|nop|chuyen|thanh toan) (?:truoc )?(?:phi|le phi|coc|tien coc|"
    r"\d[\d.,]{0,10} ?(?:k|d|vnd|dong|tr|trieu|nghin)) (?:truoc|ship truoc|de nhan)",
    "(?:phi|coc) truoc",
    "(?:thanh toan|dong|nop)~phi (?:ship|van chuyen|giao hang|giao lai)~(?:de|truoc|qua link|tai)",
)


def find(message: Message) -> list[Finding]:
    """Strong for the fees that honest lenders, customs and employers never take this way; middling for others."""
    for pattern, weight in ((_KNOWN, STRONG), (_PLAIN, MEDIUM)):
        if fee := message.asserted(pattern):
            return [Finding("fee_first", message.quote(fee), weight)]
    return []
