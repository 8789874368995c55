"""Values a resident should never have sent: hidden before anything is stored."""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from actions.extract.fold import Mapped, fold
from actions.extract.vietqr import RefusedCode, codes

_DATA = Path(__file__).parent / "data" / "masks.yml"
_CARD = re.compile(r"(?<![\d])\d(?:[ .\-]?\d){12,18}(?!\d)")
# Inside a payment code the digits before and after hide where the card number begins; a damaged code holds it too.
_CARD_IN_CODE = re.compile(r"0006\d{6}01(?:1[3-9])(\d{13,19})(?=0208qribfttc)")
_IDENTITY = re.compile(
    r"\b(?:cccd|cmnd|cmt|can cuoc|chung minh(?: thu| nhan dan)?|so dinh danh)\b"
    r"[^\d\n]{0,24}(\d(?:[ .]?\d){8,11})(?!\d)"
)
_CODE_WORD = re.compile(
    r"\b(?:otp|o\.t\.p|ma (?:xac (?:thuc|minh|nhan)|kich hoat|pin|bao mat|dang nhap)"
    r"|pin|cvv2?|cvc|smart otp)\b"
)
_CODE = re.compile(
    r"(?<![\d.,/:+])(?!1[89]00)(\d{3} \d{3}|\d{3,8})(?![\d/:%]|[.,]\d"
    r"|\s?(?:vnd|dong|d\b|k\b|tr\b|trieu|nghin|phut|giay|gio|ngay))"
)
_BARE_CODE = re.compile(r"\bma(?: so)?(?: cua (?:ban|em|bac|toi|quy khach))?(?: la)?[\s:]{1,3}(\d{4,8})(?![\d.,/])")
_CODE_FIRST = re.compile(r"(?<![\d.,/])(\d{4,8}) (?:la|is) (?:ma|your|otp)")
_PASSWORD = re.compile(
    r"\b(?:mat khau|password|passwd|pass|pwd|mk)(?: (?:cua (?:toi|em|bac|minh)|moi|cu))?"
    r"(?:(?:\s?[:=]\s?| la | is )(\S{3,64})|\s(?=[a-z]*\d)(\S{4,64}?)(?=[.,;!?)]?(?:\s|$)))"
)
_NOT_A_PASSWORD = re.compile(r"(?:gi|sao|dau|cho|cua|va|de|bi|sai|dung|duoc|khong)\b[.,!?]?$")


@lru_cache(maxsize=1)
def _hidden() -> str:
    return str(yaml.safe_load(_DATA.read_text(encoding="utf-8"))["hidden"])


def luhn(digits: str) -> bool:
    """Whether the check digit of `digits` (digits only) is right."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_card(digits: str) -> bool:
    """A payment card's shape: 13-19 digits, a card network's first digits and a right check digit."""
    return 13 <= len(digits) <= 19 and digits.startswith(("3", "4", "5", "6", "2", "9704")) and luhn(digits)


def _codes(folded: Mapped) -> list[tuple[int, int]]:
    spans = [m.span(1) for pattern in (_BARE_CODE, _CODE_FIRST) for m in pattern.finditer(folded.text)]
    for word in _CODE_WORD.finditer(folded.text):
        window = folded.text[word.end() : word.end() + 60]
        window = re.split(r"\n|[.!?] (?=[a-z])", window)[0]
        spans.extend((word.end() + m.start(1), word.end() + m.end(1)) for m in _CODE.finditer(window))
    return spans


def secret_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open spans of `text` with card numbers, called-out ID numbers, one-time codes, passwords."""
    folded = fold(text)
    spans = [m.span() for m in _CARD.finditer(folded.text) if is_card(re.sub(r"\D", "", m.group()))]
    spans += [m.span(1) for m in _IDENTITY.finditer(folded.text) if len(re.sub(r"\D", "", m.group(1))) in (9, 12)]
    for told in _PASSWORD.finditer(folded.text):
        group = 1 if told[1] else 2
        if not _NOT_A_PASSWORD.match(told[group]):
            spans.append(told.span(group))
    spans += _codes(folded)
    spans += (in_codes := [m.span(1) for m in _CARD_IN_CODE.finditer(folded.text)])
    found = [folded.span(*span) for span in spans]
    if not in_codes:  # a code to a card whose number stands elsewhere in it is hidden whole
        found += [(c.start, c.end) for c in codes(text) if isinstance(c, RefusedCode) and c.reason == "card"]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def mask_secrets(text: str) -> str:
    """`text` with every secret value replaced by the words for "hidden"; the rest stays. Idempotent."""
    out, at = [], 0
    hidden = _hidden()
    for start, end in secret_spans(text):
        if text[start:end] in hidden:
            continue
        out += [text[at:start], hidden]
        at = end
    return "".join((*out, text[at:]))
