"""Phone numbers: mobiles (old prefixes too), landlines, 1900/1800, 069, short codes, foreign displays.

Not read: nine digits without their 0, numbers with hidden digits ("0912***678"), area codes from before 2017, tens in
words ("chín mươi mốt"), digits labelled as tax code, identity card, order, OTP or transaction.
"""

import re
from dataclasses import dataclass
from typing import Literal

import phonenumbers

from actions.extract.digits import with_digits
from actions.extract.fold import Mapped, fold

Kind = Literal["mobile", "landline", "premium", "toll_free", "police_line", "short", "foreign", "odd"]

OLD_PREFIXES = {
    "120": "70", "121": "79", "122": "77", "126": "76", "128": "78", "123": "83", "124": "84", "125": "85",
    "127": "81", "129": "82", "162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37",
    "168": "38", "169": "39", "186": "56", "188": "58", "199": "59",
}  # fmt: skip
_MARK = r"(?:[\s.\-/_*|~•·–—()\[\]'’\u20e3]|,(?!\s))"
_SEP = rf"{_MARK}{{0,3}}"
_VN = re.compile(rf"(?<![\d+.,])(?:\+\s?|00)?(?:0?8\s?4{_SEP}(?:\(0\){_SEP})?|0)(?:{_SEP}\d){{8,10}}(?!\d)")
_SERVICE = re.compile(rf"(?<![\d+.,])1\s?[89]\s?0\s?0(?:{_SEP}\d){{4,6}}(?!\d|,\d)")
_MORE = re.compile(r"[\s.\-]?(?!0|1[89]00)\d{4}")  # an account or a card goes on
_YEARS = re.compile(r"1[89]00\s?-\s?(?:1[89]|20)\d\d(?!\d)")
_YEAR_BEFORE = re.compile(r"\bnam\s$")
_PLUS = re.compile(rf"(?<!\d)\+(?:{_SEP}\d){{6,15}}(?!\d)")
_DOUBLE_ZERO = re.compile(rf"(?<![\d+.,])00{_SEP}(?!84)[1-9](?:{_SEP}\d){{7,13}}(?!\d)")
_GROUP = re.compile(r"\d+")
_SHORT = re.compile(
    r"(?<![\d.,:+-])(?:11[1-5]|156|5656|1022|19[18]|1414)(?![\d:%-]|[.,]\d|/(?!(?:11[1-5]|156|5656)\b)\d)"
)
_SHORT_CONTEXT = re.compile(
    r"\b(?:goi|alo|bam|bao|nhan|tong dai|so|hotline|gui|lien he|dien thoai|duong day nong|toi|den|qua|len|cong an"
    r"|canh sat|cap cuu|cuu hoa|cuu nan|cuu thuong|chua chay|dau so|cho|nhanh|may|va|hoac|ca|dien|sms"
    r"|khan cap|nong|soan)[\s:(]{1,3}$"
)
_PLACE = re.compile(r"\b(?:nha so|so nha|phong|ngo|hem|duong|ma so|quoc lo|tuyen|xe|tang|so tien|trang)[\s:]{1,3}$")
_SHORT_CHAIN = re.compile(r"[\s,/;-]{1,3}|\s(?:hoac|va|hay)\s")
_SHORT_BESIDE = re.compile(r"\s?(?:hoac|va|/|,)\s?(?:0\d{8}|11[1-5]\b|1[89]00)")
_SHORT_COUNTS = re.compile(
    r"\s?(?:trieu|tr\b|nghin|ngan|k\b|ty\b|dong\b|d\b|vnd|usd"
    r"|nguoi|lan\b|tuoi|duong\b|km|kg|cai|tin\b|cuoc|phut|gio\b|nam\b)"
)
_POSSIBLE = re.compile(r"0[35789]\d{8}|02\d{8,9}|069\d{7}")
_MONEY_AFTER = re.compile(r"k\b|d\b|\s?(?:vnd|dong\b|trieu|tr\b|nghin|ngan)")
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:19|20)\d\d\b")
_FRACTION = re.compile(r"0[.,]\d{3}")
# Labels of numbers that are no phones, and words that may stand right at a phone's first digit.
_OTHER = re.compile(
    r"\b(?:mst|ma so thue|cccd|cmnd|cmt|can cuoc|otp|ma don|ma don hang|don hang|van don|ma xac (?:thuc|nhan|minh)"
    r"|ma gd|ma giao dich|tham chieu|so du|so the|hop dong|hoa don|bien so|imei|seri|serial|bhxh|bao hiem|ho chieu"
    r"|so tien)[\s:.#]{0,3}(?:(?:so|la|ghn|ghtk|spx|jt|vtp|vn)[\s:]{1,2})?$"
)
_LABEL = re.compile(r"[a-z]+$")
_LABELS = frozenset(
    [
        "sdt",
        "dt",
        "zalo",
        "tel",
        "so",
        "lh",
        "phone",
        "viber",
        "hotline",
        "goi",
        "call",
        "ib",
        "sms",
        "hl",
        "mobile",
        "d",
    ]
)
_CODES = frozenset(["ghn", "ghtk", "spx", "spxvn", "vn", "jt", "vtp", "md", "dh", "hd"])
_ABROAD_CONTEXT = re.compile(r"\b(?:goi|so|sdt|dau so|tu|may|zalo|whatsapp|dien thoai)[\s:]{1,3}$")
_BEFORE = 24


@dataclass(frozen=True)
class Phone:
    """`quoted` as written; `value` to read out (national digits or +…); `e164` where the plan knows it."""

    quoted: str
    start: int
    end: int
    value: str
    e164: str | None
    kind: Kind


def _valid(digits: str) -> str | None:
    try:
        number = phonenumbers.parse(digits, "VN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalise(number: str) -> str | None:
    """E.164 of one Vietnamese number written in any way (old prefix moved to the new one), or None."""
    found = phones(number)
    return found[0].e164 if len(found) == 1 else None


def _national(matched: str) -> str:
    digits = re.sub(r"\D", "", matched)
    if matched.lstrip().startswith(("+84", "0084")) or (digits.startswith("84") and len(digits) >= 11):
        digits = digits.removeprefix("00").removeprefix("84")
        digits = digits if digits.startswith("0") else "0" + digits
    if len(digits) == 12 and digits.startswith("084"):
        digits = "0" + digits[3:]
    if len(digits) == 11 and digits[1:4] in OLD_PREFIXES:
        digits = "0" + OLD_PREFIXES[digits[1:4]] + digits[4:]
    return digits


def _vietnamese(matched: str) -> tuple[str, str, Kind] | None:
    """(value, e164, kind) of a candidate, None when no subscriber can have it."""
    national = _national(matched)
    if not _POSSIBLE.fullmatch(national):  # cheaper than the full plan, which a hostile text would call at every digit
        return None
    e164 = _valid(national)
    if e164 is None:
        return (national, "+84" + national[1:], "police_line") if re.fullmatch(r"069\d{7}", national) else None
    return national, e164, "landline" if national.startswith("02") else "mobile"


def _longest(text: str, start: int, end: int) -> tuple[int, tuple[str, str, Kind]] | None:
    """Shorten a greedy candidate, whole digit groups at a time, until it is a number."""
    ends = [group.end() for group in _GROUP.finditer(text, start, end)]
    for stop in reversed(ends):
        read = _vietnamese(text[start:stop])
        if read is not None:
            return stop, read
    return None


def _other(source: Mapped, start: int) -> bool:
    """Whether the digits from `start` are a date, a decimal, or bear the label of another kind of number."""
    text = source.text
    if _DATE.match(text, start) or _FRACTION.match(text, start):
        return True
    before = text[max(0, start - _BEFORE) : start]
    glued = _LABEL.search(before)
    if glued and glued.group() not in _LABELS:
        written = source.quote(start - len(glued.group()), start)
        if written.isupper() or glued.group() in _CODES:
            return True  # "SPXVN0612345678"; "Nam0912345678" is a person
    return _OTHER.search(before) is not None


def _make(source: Mapped, start: int, end: int, value: str, e164: str | None, kind: Kind) -> Phone:
    first, last = source.span(start, end)
    return Phone(source.original[first:last], first, last, value, e164, kind)


def _normal(source: Mapped) -> list[Phone]:
    text, found, at = source.text, [], 0
    while match := _VN.search(text, at):
        fit = _longest(text, match.start(), match.end())
        if fit is None or _other(source, match.start()):
            at = match.start() + 1
            continue
        at, (value, e164, kind) = fit
        if not _MONEY_AFTER.match(text, at):
            found.append(_make(source, match.start(), at, value, e164, kind))
    return found


def _service(source: Mapped) -> list[Phone]:
    text, found = source.text, []
    for match in _SERVICE.finditer(text):
        for stop in reversed([group.end() for group in _GROUP.finditer(text, *match.span())]):
            digits = re.sub(r"\D", "", text[match.start() : stop])
            if len(digits) in (8, 10) and not _MONEY_AFTER.match(text, stop):
                if (
                    _MORE.match(text, stop)
                    or _YEARS.match(text, match.start())
                    or _YEAR_BEFORE.search(text, max(0, match.start() - 6), match.start())
                ):
                    break
                kind: Kind = "premium" if digits.startswith("19") else "toll_free"
                found.append(_make(source, match.start(), stop, digits, _valid(digits), kind))
                break
    return found


def _abroad(source: Mapped) -> list[Phone]:
    found = []
    for match in _PLUS.finditer(source.text):
        digits = "+" + re.sub(r"\D", "", match.group())
        if digits.startswith("+84") and _vietnamese(digits) is not None and not digits.startswith("+84069"):
            continue
        e164 = _valid(digits)
        odd = digits.startswith(("+0", "+84"))
        found.append(
            _make(source, match.start(), match.end(), digits, None if odd else e164, "odd" if odd else "foreign")
        )
    for match in _DOUBLE_ZERO.finditer(source.text):
        digits = "+" + re.sub(r"\D", "", match.group())[2:]
        before = source.text[max(0, match.start() - _BEFORE) : match.start()]
        e164 = _valid(digits)
        # Accounts of some banks start with 00: only grouped or named digits are a number from abroad.
        if (
            e164
            and (not match.group().isdigit() or source.text.strip() == match.group() or _ABROAD_CONTEXT.search(before))
            and not _other(source, match.start())
        ):
            found.append(_make(source, match.start(), match.end(), digits, e164, "foreign"))
    return found


def _short(source: Mapped) -> list[Phone]:
    text, found, last = source.text, [], None
    for match in _SHORT.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        chained = last is not None and _SHORT_CHAIN.fullmatch(text, last, match.start())
        named = chained or _SHORT_CONTEXT.search(before) or _SHORT_BESIDE.match(text, match.end())
        told = named and not _PLACE.search(before) and not _SHORT_COUNTS.match(text, match.end())
        if told or text.strip() == match.group():
            found.append(_make(source, match.start(), match.end(), match.group(), None, "short"))
            last = match.end()
    return found


def phones(text: str) -> tuple[Phone, ...]:
    """Every phone number in `text`, in order; a 10-digit account reads as a phone here too."""
    source = with_digits(fold(text))
    taken: list[Phone] = []
    for phone in sorted(
        (*_abroad(source), *_normal(source), *_service(source), *_short(source)), key=lambda p: (p.start, -p.end)
    ):
        if not any(phone.start < other.end and other.start < phone.end for other in taken):
            taken.append(phone)
    return tuple(taken)
