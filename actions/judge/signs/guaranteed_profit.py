"""Profit without risk."""

from actions.judge.finding import MEDIUM, STRONG, WEAK, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_SURE = phrase(
    r"(?:cam ket|dam bao|chac chan)~(?:loi nhuan|sinh loi|co lai|hoan von|khong lo|"
    r"khong rui ro|thang(?! \d)|an chac)",
    "(?:bao lo|bao chay|bao ve von|hoan von 100%|khong so lo|khong rui ro)",
    r"(?:loi nhuan|loi suat|lai|sinh loi)[^.!?\n%]{0,24}?\d{1,3}(?:[.,]\d)? ?(?:-|"
    r"den)? ?\d{0,3} ?%[^.!?\n]{0,4}? ?(?:/|mot |moi |1 |hang )?(?:ngay|tuan|thang|phien|lenh)",
    r"(?:von )?bao toan(?: von)?",
    r"(?:dau tu|gop|bo|nap)~(?:nhan|thu|lai) (?:ve|"
    r"lai)?[^.!?\n]{0,20}?\d[^.!?\n]{0,12}?(?:moi|/|mot|hang) ?(?:ngay|tuan|thang)",
    r"x ?(?:2|3|5|10|100) (?:tai khoan|von|tai san)",
    r"(?:nhan|gap) (?:doi|ba|\d{1,2} lan) (?:von|tai khoan|so tien|tien von)",
)
_CLUB = phrase(
    "(?:nhom|room|group|hoi)~(?:vip|chung khoan|dau tu|crypto|coin|forex|tin hieu|keo)",
    "(?:chuyen gia|thay|co|co van)~(?:doc lenh|huong dan (?:dau tu|danh|vao lenh)|keo lenh|ban lenh)",
    "(?:tin hieu|lenh|keo) (?:chuan|vip|mien phi|noi bo)",
    "(?:dau tu|giao dich)~(?:tien ao|crypto|usdt|forex|coin|san quoc te|nhi phan)",
    "(?:khuyen nghi|phim hang|ma chung khoan)~(?:zalo|telegram|nhom)",
    "(?:co phieu|chung khoan|ma)~(?:tang (?:manh|tran|gap)|loi nhuan)~(?:zalo|telegram|nhom|lien he)",
    "san (?:giao dich )?(?:quoc te|usdt|tien ao|forex)",
)


def find(message: Message) -> list[Finding]:
    """A promise is strong when made with an invitation, middling alone; the invitation alone is weak."""
    sure, club = message.asserted(_SURE), message.asserted(_CLUB)
    if sure:
        return [Finding("guaranteed_profit", message.quote(sure), STRONG if club else MEDIUM)]
    if club:
        reached = bool(
            message.outside_links or message.personal_phones or "zalo" in message.text or "telegram" in message.text
        )
        return [Finding("guaranteed_profit", message.quote(club), MEDIUM if reached else WEAK)]
    return []
