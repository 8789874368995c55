"""Whether typed words are the title of a button."""

import unicodedata

from bot.sanitize import sanitize

LONGEST = 60  # characters; whoever writes more tells something

# Folded it is "đúng", "đừng" and "dừng": a yes and a stop. Never a button, the assistant asks.
_UNCLEAR = "dung"
_EMOJI_STYLE = "\ufe0f"
_SPACING = ("P", "S", "Z", "C")  # categories: punctuation, symbols, blanks, line breaks


def means(text: str, title: str) -> bool:
    """Whether the text is this title and nothing else; case, punctuation and the form of Unicode are free.

    Diacritics are free only for a text without any, for "dừng rồi" must not press "Đúng rồi".
    """
    typed = sanitize(text)
    if len(typed) > LONGEST or (typed.rstrip().endswith("?") and "?" not in title):
        return False  # "đồng ý gửi?" asks, it does not agree
    typed = _plain(typed)
    folded = fold(typed)
    if folded in ("", _UNCLEAR):
        return False
    wanted = _plain(sanitize(title))
    return typed == (fold(wanted) if typed == folded else wanted)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text.casefold()).replace(_EMOJI_STYLE, "")
    return " ".join("".join(" " if unicodedata.category(c)[0] in _SPACING else c for c in text).split())


def fold(plain: str) -> str:
    """Small letters without their marks."""
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return bare.replace("đ", "d")
