"""Whether typed words are the number of a button in a numbered list."""

import re

from bot.sanitize import sanitize
from bot.typed_title import fold

# At most two digits: an amount or a phone number is longer, or has words around it.
_NUMBER = re.compile(
    r"(?:(?:toi )?(?:chon|bam|nhan|go) )?(?:(?:so|muc|cau|phim) ?)?(\d{1,2})\s*[.)!]*(?: ?(?:a|nhe|nha|di))?[.!]*"
)


def number_in(text: str) -> int | None:
    """The number, for "1", "1.", "số 1", "so 1", "chọn 1" and the like; None for any other words."""
    match = _NUMBER.fullmatch(" ".join(fold(sanitize(text).casefold()).split()))
    return int(match[1]) if match else None
