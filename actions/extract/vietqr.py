"""Transfers inside VietQR codes: the code's text (EMV tag-length-value with a checksum) into bank, account, amount."""

import re
from binascii import crc_hqx
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

Reason = Literal["checksum", "shape", "not_vietqr", "card"]

_DATA = Path(__file__).parent / "data" / "bank_bins.yml"
_PAYLOAD = re.compile(r"(?<![0-9A-Za-z])000201[^\n]{20,600}?6304[0-9A-Fa-f]{4}(?![0-9A-Za-z])")
_NAPAS = "A000000727"
_DONG = "704"
_MOST = 10**12  # dong; more is no transfer anybody makes


@dataclass(frozen=True)
class Transfer:
    """`quoted` is the code's text at [start, end) of the message; `amount` in whole dong, None when left open.

    `bank` is None for a bank number (`bin`) that is not on the table; `purpose` is "" when the code has none.
    """

    quoted: str
    start: int
    end: int
    bin: str
    bank: str | None
    account: str
    amount: int | None
    purpose: str


@dataclass(frozen=True)
class RefusedCode:
    """A code that cannot be read as a transfer to an account: damaged, tampered with, or of another kind."""

    quoted: str
    start: int
    end: int
    reason: Reason


class _Unreadable(ValueError):
    """Stays inside this file: a resident never meets it."""


@lru_cache(maxsize=1)
def _banks() -> dict[str, str]:
    banks: dict[str, str] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))["banks"]
    return banks


def codes(text: str) -> tuple[Transfer | RefusedCode, ...]:
    """Every payment code in `text`, in order; never raises."""
    return tuple(_read(match.group(), match.start()) for match in _PAYLOAD.finditer(text))


def transfers(text: str) -> tuple[Transfer, ...]:
    """The readable ones of `codes`."""
    return tuple(code for code in codes(text) if isinstance(code, Transfer))


def _read(payload: str, start: int) -> Transfer | RefusedCode:
    def refused(reason: Reason) -> RefusedCode:
        return RefusedCode(payload, start, start + len(payload), reason)

    if crc_hqx(payload[:-4].encode(errors="replace"), 0xFFFF) != int(payload[-4:], 16):
        return refused("checksum")
    try:
        fields = _fields(payload)
        if "38" not in fields:
            return refused("not_vietqr")
        service = _fields(fields["38"])
        if service.get("00") != _NAPAS:
            return refused("not_vietqr")
        if service.get("02") == "QRIBFTTC":  # to a card: its number is never taken
            return refused("card")
        receiver = _fields(service["01"])
        bank, account = receiver["00"], receiver["01"]
        if not re.fullmatch(r"[0-9]{6}", bank) or not re.fullmatch(r"[0-9A-Za-z]{1,19}", account):
            return refused("shape")
        amount = _amount(fields)
        purpose = _fields(fields["62"]).get("08", "") if "62" in fields else ""
    except (_Unreadable, KeyError):
        return refused("shape")
    return Transfer(payload, start, start + len(payload), bank, _banks().get(bank), account, amount, purpose)


def _amount(fields: dict[str, str]) -> int | None:
    if "54" not in fields:
        return None
    whole = re.fullmatch(r"([0-9]{1,13})(?:\.0{0,2})?", fields["54"])
    if not whole or fields.get("53", _DONG) != _DONG or int(whole[1]) > _MOST:
        raise _Unreadable
    return int(whole[1]) or None


def _fields(text: str) -> dict[str, str]:
    """Tag to value; each tag once."""
    found: dict[str, str] = {}
    for tag, value in _triples(text):
        if tag in found:
            raise _Unreadable
        found[tag] = value
    return found


def _triples(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        head = text[at : at + 4]
        if not re.fullmatch(r"[0-9]{4}", head):
            raise _Unreadable
        end = at + 4 + int(head[2:])
        if end > len(text):
            raise _Unreadable
        yield head[:2], text[at + 4 : end]
        at = end
