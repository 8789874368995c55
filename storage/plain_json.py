"""JSON that carries any text a resident can send, lone surrogates and odd line separators included."""

import json
import re
from typing import Any

# legal inside JSON, but some readers end a line there
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


def canonical_json(value: Any) -> bytes:
    """One byte string for one value, whatever the order of its keys; pure ASCII."""
    return json.dumps(value, sort_keys=True, allow_nan=False, separators=(",", ":")).encode("ascii")


def readable_json(value: Any) -> bytes:
    """One line of UTF-8 that a person can read; pure ASCII when the text is no valid Unicode."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        return _LINE_ENDS.sub(lambda end: f"\\u{ord(end[0]):04x}", text).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False).encode("ascii")
