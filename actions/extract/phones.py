"""Phone numbers: mobiles (old prefixes too), landlines, 1900/1800, 069, short codes, foreign displays."""

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
_SEP = r"[\s.\-/]{0,3}"
_VN = re.compile(rf"(?<![\d+.,])(?:\+|00)?(?:84{_SEP}(?:\(0\){_SEP})?|\(?0)(?:[()]?{_SEP}\d){{8,10}}(?!\d)")
_SERVICE = re.compile(rf"(?<![\d+.,])1[89]00(?:{_SEP}\d){{4,6}}(?![\d,])")
_PLUS = re.compile(rf"(?<!\d)\+(?:{_SEP}\d){{6,15}}(?!\d)")
_SHORT = re.compile(r"(?<![\d.,:/+-])(?:11[1-5]|156|5656|1022|19[18]|1414)(?![\d:/%-]|[.,]\d)")
_SHORT_CONTEXT = re.compile(r"(?:goi|tong dai|so|hotline|gui|lien he|dien thoai|duong day nong|bao|toi|den)[\s:]{1,3}$")
_POSSIBLE = re.compile(r"0[35789]\d{8}|02\d{8,9}|069\d{7}")
_MONEY_AFTER = re.compile(r"\s?(?:vnd|dong|d\b|k\b|trieu|tr\b|nghin|ngan)")


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
    while end > start:
        read = _vietnamese(text[start:end])
        if read is not None:
            return end, read
        groups = re.search(r"[\s.\-/]{1,3}\d+$", text[start:end])
        if groups is None:
            return None
        end = start + groups.start()
    return None


def _make(source: Mapped, start: int, end: int, value: str, e164: str | None, kind: Kind) -> Phone:
    first, last = source.span(start, end)
    return Phone(source.original[first:last], first, last, value, e164, kind)


def _normal(source: Mapped) -> list[Phone]:
    text, found, at = source.text, [], 0
    while match := _VN.search(text, at):
        at = match.end()
        fit = _longest(text, match.start(), match.end())
        if fit is None:
            at = match.start() + 1
            continue
        at, (value, e164, kind) = fit
        if not _MONEY_AFTER.match(text, at):
            found.append(_make(source, match.start(), at, value, e164, kind))
    for match in _SERVICE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        kind = "premium" if digits.startswith("19") else "toll_free"
        if len(digits) in (8, 10):
            found.append(_make(source, match.start(), match.end(), digits, _valid(digits), kind))
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
    return found


def _short(source: Mapped) -> list[Phone]:
    found = []
    for match in _SHORT.finditer(source.text):
        alone = source.text.strip() == match.group()
        if alone or _SHORT_CONTEXT.search(source.text[max(0, match.start() - 24) : match.start()]):
            found.append(_make(source, match.start(), match.end(), match.group(), None, "short"))
    return found


def phones(text: str) -> tuple[Phone, ...]:
    """Every phone number in `text`, in order; a 10-digit account reads as a phone here too."""
    source = with_digits(fold(text))
    taken: list[Phone] = []
    for phone in sorted((*_abroad(source), *_normal(source), *_short(source)), key=lambda p: (p.start, -p.end)):
        if not any(phone.start < other.end and other.start < phone.end for other in taken):
            taken.append(phone)
    return tuple(taken)
