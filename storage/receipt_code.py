"""Receipt codes: 12 digits of Crockford base32, shown 4-4-4, the last one a check digit."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011", "- ")


def check_digit(body: str) -> str:
    """The check digit of the first 11 digits: sum of position × value, modulo the prime 31."""
    total = sum(position * ALPHABET.index(digit) for position, digit in enumerate(body, start=1))
    return ALPHABET[total % 31]


def new_code() -> str:
    """A fresh code in its shown form, 55 random bits."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(11))
    return _grouped(body + check_digit(body))


def parse_code(typed: str) -> str | None:
    """The shown form of a code as a person typed it (case, hyphens, O/I/L), or None when it cannot be one."""
    digits = typed.upper().translate(_MISREAD)
    if len(digits) != 12 or any(digit not in ALPHABET for digit in digits):
        return None
    return _grouped(digits) if digits[11] == check_digit(digits[:11]) else None


def _grouped(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"
