"""What residents say between the pieces of one case ("đây nữa", "cái này là nó nhắn") and what ends it."""

import re
from collections.abc import Iterable
from typing import Any

from actions.extract.fold import fold
from actions.report.phrases import QUESTION

# A line of nothing but these words, one of them pointing, only announces the next piece.
_POINTING = {"nua", "them", "tiep", "nay", "day", "chung", "luon", "kia", "vay"}
_ANNOUNCING = _POINTING | {
    *("con", "va", "roi", "thi", "la", "co", "cai", "cac", "may", "nhung", "moi", "vua", "thu", "hai", "ba", "bon"),
    *("tin", "nhan", "anh", "hinh", "link", "so", "doan", "phan", "cuoi", "dau", "truoc", "sau", "nguyen", "van"),
    *("no", "ho", "ben", "cua", "gui", "bao", "noi", "goi", "dua", "the", "cho", "toi", "em", "minh", "chau", "bac"),
    *("xem", "giup", "voi", "nhe", "nha", "ne", "a", "da", "u", "uh", "vang", "ok", "theo", "het", "do", "cung"),
}
_WORDS = re.compile(r"[a-z]+|\d+")
_LINE_WORDS = 9
# Typed lines of these intents leave the case open; anything else is a question or another wish.
_IDLE = {"affirm", "deny", "thanks", "greet", "dont_know", "ask_check", "nlu_fallback"}


def announces(text: str) -> bool:
    """Whether a line only says that something comes or what it is, without being a piece itself."""
    words = _WORDS.findall(fold(text).text)
    return 0 < len(words) <= _LINE_WORDS and not set(words) - _ANNOUNCING and bool(_POINTING & set(words))


def still_open(events: Iterable[dict[str, Any]]) -> bool:
    """Whether nothing since the last check, the newest line aside, was a question or another wish.

    events: Rasa's, oldest first.
    """
    since: list[dict[str, Any]] = []
    for event in events:
        if event.get("event") == "slot" and event.get("name") == "checked":
            since = []
        elif event.get("event") == "user":
            since.append(event)
    return all(_is_idle(event) for event in since[:-1])


def _is_idle(event: dict[str, Any]) -> bool:
    text = event.get("text") or ""
    if text.startswith("/"):
        return False
    if announces(text):
        return True
    intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
    return intent == "ask_check" or (intent in _IDLE and not QUESTION.search(fold(text).text))
