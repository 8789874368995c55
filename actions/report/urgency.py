"""Reads the answer to "are you on the phone with them, about to pay, or did you just pay?"."""

import re

from actions.extract.fold import fold

URGENT = ("on_phone", "about_to_pay", "just_paid")
WORDS = (*URGENT, "past")

_TYPED = (
    (
        "past",
        re.compile(
            r"\b(?:chuyen cu|da qua|lau roi|tu lau|hom (?:qua|kia|truoc)|tuan truoc|thang truoc|chua mat|khong co gi)\b"
        ),
    ),
    (
        "just_paid",
        re.compile(
            r"\b(?:vua|moi|lo|da|dc) (?:\w+ )?(?:chuyen|ck|nap|gui tien|mat tien|dong tien)"
            r"|\bchuyen (?:tien )?(?:xong|roi)\b"
        ),
    ),
    (
        "about_to_pay",
        re.compile(r"\b(?:sap|chuan bi|dinh|toan|dang) (?!noi )(?:\w+ )?(?:chuyen|ck|nap|gui tien|dong tien)\b"),
    ),
    ("on_phone", re.compile(r"\b(?:dang (?:\w+ )?(?:noi|nghe|goi|chat|nhan tin)|chua tat may|con dang)\b")),
    ("past", re.compile(r"\b(?:khong|ko|k|hong|chua|roi|xong)\b")),
)


def read_urgency(text: str) -> str | None:
    """One of WORDS out of the resident's own words, or None."""
    folded = fold(text).text
    return next((word for word, pattern in _TYPED if pattern.search(folded)), None)
