"""Cues about a text's form, added as words: a question and a pasted message differ more in form than in words."""

import re
from math import log2

_CUES = (
    ("cuequestion", re.compile(r"\?|\b(?:khong|ko|vay|the|nhi|sao)\W{0,3}$")),
    ("cuelink", re.compile(r"\blink(?:official|short|state|vn|odd|far)\b")),
    ("cuenumber", re.compile(r"0{6}|0[ .]000")),
    ("cueself", re.compile(r"^(?:toi|em|minh|chau|me|bo|ba|con|bac|co|chu|anh|chi) ")),
)


def with_cues(folded: str) -> str:
    """Folded text followed by the names of its cues and of its length class."""
    found = [name for name, pattern in _CUES if pattern.search(folded)]
    length = min(6, int(log2(len(folded.split()) + 1)))
    return " ".join([folded, f"cuelength{length}", *found])
