"""Bank accounts: a bank's name or the words for "account number", then 6-19 digits; and those inside VietQR codes.

Cards are never taken.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from actions.extract.fold import fold
from actions.extract.secrets import is_card
from actions.extract.vietqr import codes, transfers

_DATA = Path(__file__).parents[1] / "judge" / "data" / "banks.yml"
_WORDS = r"(?:stk|s\.t\.k|so tk|so tai khoang?|tai khoan(?: so| ngan hang)?|tk(?: so| nh| ngan hang)?|account)"
_DIGITS = r"(?P<number>\d(?:[ .\-]?\d){5,18})(?!\d|[.,]\d)"
# Where a name has to follow, no shorter run can do better.
_ALL_DIGITS = _DIGITS.replace("{5,18}", "{5,18}+")
# Other numbers that stand between the words and would be read as the account.
_NOT_MONEY = r"(?!\s{0,2}(?:vnd|dong|d\b|k\b|tr\b|trieu|nghin|ngan\b(?! hang)|ty\b|%|/))"
_NEAR_BANK = 48
# "VCB, số gọi là 0912…": what stands between says that the number is a telephone.
_PHONE_TALK = re.compile(
    r"\b(?:so (?:dien thoai|dt|goi|may)|sdt|dien thoai|goi|nhan tin|nhan tu|nhan den|hotline|lien he)\b|[,;.]\s+so\b"
)
_MOBILE = re.compile(r"0[35789]\d{8}")


@dataclass(frozen=True)
class Account:
    """`number` is digits only (a code may add letters); `bank` the bank's usual name, None when it is not said."""

    quoted: str
    start: int
    end: int
    number: str
    bank: str | None


@lru_cache(maxsize=1)
def _banks() -> tuple[dict[str, str], str]:
    names = {a: b["name"] for b in yaml.safe_load(_DATA.read_text(encoding="utf-8"))["banks"] for a in b["aliases"]}
    return names, "|".join(sorted((re.escape(a) for a in names), key=len, reverse=True))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    _, alias = _banks()
    by_bank = rf"(?<![a-z0-9.])(?:{alias})(?![a-z0-9.])[^\d\n]{{0,30}}?(?<![+\-\d.,]){_DIGITS}{_NOT_MONEY}"
    by_word = rf"(?<![a-z0-9]){_WORDS}(?![a-z])[^\d\n]{{0,40}}?(?<![+\-\d.,]){_DIGITS}{_NOT_MONEY}"
    before_bank = (
        rf"(?<![+\-\d.,]){_ALL_DIGITS}\s{{0,3}}(?:[,-]\s{{0,2}})?(?:tai |o |ngan hang |nh )?(?:{alias})(?![a-z0-9.])"
    )
    name = rf"(?<![a-z0-9])(?:{alias})(?![a-z0-9])"
    return re.compile(by_bank), re.compile(by_word), re.compile(before_bank), re.compile(name)


def _bank_near(text: str, start: int, end: int) -> str | None:
    names, _ = _banks()
    name = _patterns()[3]
    after = name.search(text[end : end + _NEAR_BANK])
    before = [*name.finditer(text[max(0, start - _NEAR_BANK) : start])]
    match = before[-1] if before else after
    return names[match.group()] if match else None


def _in_codes(text: str) -> dict[str, Account]:
    """By number; quoted is the number, the span its whole code."""
    return {t.account: Account(t.account, t.start, t.end, t.account, t.bank) for t in transfers(text)}


def accounts(text: str) -> tuple[Account, ...]:
    """Every account in `text`, in order, each number once."""
    folded = fold(text)
    found = _in_codes(text)
    inside = [range(code.start, code.end) for code in codes(text)]
    by_bank, by_word, before_bank, _ = _patterns()
    for match in (p for pattern in (by_word, before_bank, by_bank) for p in pattern.finditer(folded.text)):
        number = re.sub(r"\D", "", match["number"])
        if _MOBILE.fullmatch(number) and _PHONE_TALK.search(folded.text[match.start() : match.start("number")]):
            continue
        if number in found or (len(number) >= 15 and is_card(number)) or number.startswith(("1900", "1800")):
            continue
        first, last = folded.span(*match.span("number"))
        if any(first in code for code in inside):  # digits of a code are not what the words name
            continue
        bank = _bank_near(folded.text, *match.span("number"))
        found[number] = Account(folded.original[first:last], first, last, number, bank)
    return tuple(sorted(found.values(), key=lambda account: account.start))
