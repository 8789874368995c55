"""How a resident's words and the times are shown to an officer: visible, and never clickable."""

import re
from datetime import datetime, timedelta, timezone

_VIETNAM = timezone(timedelta(hours=7))
_SCHEME = re.compile(r"h(tt|xx)p(s?)(?=:)", re.IGNORECASE)
_URL_HOST = re.compile(r"(?<=://)[^\s/?#]+")
_DOMAIN_DOT = re.compile(r"(?<=[^\W_])\.(?=[^\W\d_]{2})")
# control characters become their pictures; bidirectional ones, which can reorder a line, a replacement sign
_CONTROLS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_BIDI = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)


def words(value: object) -> str:
    """Text for a page: no link a browser or phone would open, no character that hides or reorders others."""
    text = str(value).encode("utf-8", "replace").decode("utf-8").translate(_CONTROLS | _BIDI)
    text = _SCHEME.sub(lambda scheme: f"hxxp{scheme[2].lower()}", text)
    text = _URL_HOST.sub(lambda host: host[0].replace(".", "[.]"), text)
    return _DOMAIN_DOT.sub("[.]", text)


def hour(at: datetime) -> str:
    """The hour of receipt on Vietnamese clocks."""
    return at.astimezone(_VIETNAM).strftime("%Hh · %d/%m/%Y")


def moment(at: object) -> str:
    """A time on Vietnamese clocks, from a datetime or ISO text; anything else is shown as it is."""
    try:
        when = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
        return when.astimezone(_VIETNAM).strftime("%H:%M · %d/%m/%Y")
    except (ValueError, OverflowError):
        return words(at)


def grouped(number: object) -> str:
    """A whole number with Vietnamese thousands dots; anything else is shown as it is."""
    if isinstance(number, int) and not isinstance(number, bool):
        return f"{number:,}".replace(",", ".")
    return words(number)
