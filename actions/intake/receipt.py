"""The receipt code: 11 random Crockford characters and a check character, shown 4-4-4."""

import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011")
_RANDOM_LENGTH = 11


def new_code() -> str:
    """A fresh code such as "7K3M-9QPX-2RTB" (55 random bits; nobody can guess another resident's)."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM_LENGTH))
    return _grouped(body + _check(body))


def read_code(text: str) -> str | None:
    """The code a resident typed, in its canonical form, or None when it is not one (also: a mistyped one)."""
    plain = "".join(c for c in text.upper().translate(_LOOKALIKES) if c in _ALPHABET)
    if len(plain) != _RANDOM_LENGTH + 1 or _check(plain[:-1]) != plain[-1]:
        return None
    return _grouped(plain)


def _check(body: str) -> str:
    total = sum(position * _ALPHABET.index(c) for position, c in enumerate(body, start=1))
    return _ALPHABET[total % 31]


def _grouped(code: str) -> str:
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))
