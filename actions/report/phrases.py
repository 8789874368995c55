"""How people say it in an interview, as patterns on folded text (on accented text where the name ends in WORD)."""

import re

# "không, có 5 triệu" is no "không có": behind a no the comma stays.
_PUNCTUATION = re.compile(r"(\b(?:khong|ko|k|hong|hok|chua)\s?)?(?:[^\w\s?]|_)+")

LEAVING = re.compile(
    r"(?:da )?(?:thoi|thoi khoi"
    r"|(?:thoi )?(?:huy|huy bo|thoat|dung lai|de sau|(?:khong|ko|k|hong|hok) bao(?: tin)? nua))"
    r"(?: (?:di|nha|nhe|a|thoi)){0,2}"
)
DECLINING = re.compile(
    r"(?:da )?(?:em |toi |bac |chau )?(?:khong|ko|k|hong|hok|chua)(?: the)? (?:biet|nho|ro|co|thay|muon noi)\b.{0,20}"
    r"|bo qua.{0,15}"
)
QUESTION = re.compile(
    r"\?|\b(?:la gi|the nao|nhu nao|co phai|bao nhieu|o dau|lam sao|tai sao|vi sao|sao lai|gi vay"
    r"|duoc khong|dc ko|duoc ko|co bi|so may|goi so nao|bao lau|may ngay|ai doc|ai biet|lay lai)\b|\b(?:khong|ko)$"
)
# "dung gui" may be "đừng gửi": without accents only a clear yes is one.
_YES = r"(?:dong y|dung(?! (?:gui|co|ma|lam|bao))|ok|oke|okie|gui|vang|da|u|uh|um|co|duoc|dc|chuan|phai|nhat tri)"
AGREEING = re.compile(
    rf"(?:(?:da|vang|u|uh|ok|roi|the|thi|vay|toi|em|chau|con|minh)\s){{0,6}}{_YES}"
    rf"(?:\s(?:{_YES}|roi|r|di|luon|ngay|nhe|a|nha|em|chau|het|tin|toi)){{0,6}}"
)
# "Đúng rồi" answers the summary; said twice in a hurry it must not answer the question after it as well.
IS_RIGHT = re.compile(
    r"(?:(?:da|vang|u|uh|um|ok|oke|the|thi)\s){0,4}(?:dung|chuan|phai)(?:\s(?:roi|r|nhe|a|nha|het|vay|dung|chuan|ok|da|vang)){0,4}"
)
REFUSING = re.compile(
    r"(?:da )?(?:khong|ko|k|chua|hong|sai)(?: dong y| gui| dung| muon gui| roi| phai)*(?: dau| a| nua| nhe)*"
)
ASKING_TO_CORRECT = re.compile(
    r"(?:toi |em |chau )?(?:muon |can )?(?:sua|chinh)(?: lai)?(?: di| giup| nhe| chut)?|sai roi|nham roi"
)
CORRECTING = re.compile(r"\b(?:nham|khong phai|ko phai|sua|doi lai|dung ra|quen|noi lai|sai roi|chinh lai)\b")
# In a free account only the full phrase counts: "không mất tiền", "chưa mất đồng nào".
NO_LOSS_TOLD = re.compile(
    r"\b(?:khong|ko|chua|chang|chua he|khong bi|chua bi) mat (?:tien|dong|gi|xu|khoan)\b"
    r"|\bchua chuyen (?:tien|dong|khoan)\b"
)
NO_LOSS = re.compile(
    r"\b(?:khong|ko|k|chua)\b.{0,12}\b(?:mat|chuyen|gui|dong nao|thiet hai)\b|^(?:0|khong|ko|chua)(?: dong| d| co)?$"
)
FITS = {
    "amount": re.compile(r"\d|\b(?:trieu|tr|nghin|ngan|cu|ty|chi vang|do la|usd)\b"),
    "account": re.compile(r"\d{4}|\b(?:ngan hang|vi|momo|bank|tai khoan)\b"),
    "phone": re.compile(r"\d{3}|\b(?:zalo|facebook|fb|telegram|so la|so an)\b"),
    "link": re.compile(
        r"[a-z0-9]\.[a-z]{2}"
        r"|\b(?:ung dung|web|website|link|ten|zalo|facebook|fb|telegram|app|nhom|trang|tiktok|shopee)\b"
    ),
    "happened_at": re.compile(
        r"\d|\b(?:ngay|hom|tuan|thang|nam|sang|trua|chieu|dem|gio|lau|vua|moi|nay|kia|truoc|tet|he)\b|\btoi qua\b"
    ),
    "place": re.compile(r"\w{2}"),
}


# "dừng" (stop), "đừng" (don't) and "đúng" (right) all fold to "dung": only the accents tell them apart.
STOP_WORD = re.compile(r"\b(?:dừng|khoan)\b")
DONT_WORD = re.compile(r"\bđừng\b")


def unpunctuated(folded: str) -> str:
    """Folded words without what stands between them, so that a comma hides no phrase; question marks stay."""
    return " ".join(_PUNCTUATION.sub(lambda found: found[0] if found[1] else " ", folded).split())
