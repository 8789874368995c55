"""Debt collection by insult, shame or violence."""

from actions.judge.finding import MEDIUM, STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_DEBT = phrase(
    "tra no",
    "(?:khoan|hop dong|tien) (?:vay|no)",
    "no (?:qua han|xau|app|goc|tien|nan)",
    "(?:thu hoi|doi|tron|xu|quyt|bung|thieu|xoa) no",
    "tron (?:tra|tranh)",
    "vay (?:tien|app)~(?:khong tra|ko tra|tron)",
    "tat toan",
    "thanh toan (?:khoan|no|tien|ngay|dut)",
    "qua han",
    "(?:muon|lay|no) tien",
)
_VIOLENCE = phrase(
    "(?:chem|giet|dam chet|danh chet|xien|tam xang|chat (?:tay|chan)|tat axit|dot nha|"
    "pha nha|xu dep|xu (?:ca nha|no|may|mi))",
    "(?:tat|nem|do|hat|tuoi) (?:son|mam tom|axit|xang)",
    "(?:dung mong|khong|ko) (?:duoc )?(?:song )?yen(?: on| than)?",
    "quan tai",
    "vong hoa",
    "tien vang",
    "(?:ca nha|gia dinh|ca ho|con)~(?:khong yen|ko yen|lanh du|tra gia|mat xac|chet|coi chung|khong song noi)",
    "(?:dang|up|boc phot|rai|dan|ghep|tung)~(?:anh|hinh|face|fb|mang|to roi|thong tin|cccd)",
    "(?:goi|gui|nhan tin|lien he|thong bao)~(?:nguoi than|danh ba|co quan|sep|hang xom|"
    "ban be|dong nghiep|gia dinh|to dan pho|truong hoc|con ban|cong ty)",
    "(?:den|toi|qua|xuong|cho nguoi) (?:tan )?(?:nha|co quan|cho lam|truong|cong ty)~"
    "(?:lam viec|noi chuyen|quay|xu|bat|lay|gap|siet|thu)?",
    "(?:may|mi|con cho|do cho|thang cho|vo on|luu manh|mat day|mat mat|do an cuop|an quyt|khon nan|dm|dcm|dmm|vl)",
)


def find(message: Message) -> list[Finding]:
    """Strong with two kinds of abuse or a plain threat of violence; middling with one."""
    debt = message.first(_DEBT)
    abuse = message.distinct(_VIOLENCE) if debt else []
    if not abuse:
        return []
    return [Finding("debt_threat", message.quote(abuse[0]), STRONG if len(abuse) > 1 else MEDIUM)]
