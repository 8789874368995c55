"""Patterns over folded text, written the way people would note a phrase.

A space is any short white space, " ?" an optional one; "~" is up to 40 characters of the same sentence. Every pattern
starts and ends at a word and is bounded, so matching stays linear in the length of the message.
"""

import re
from collections.abc import Collection

GAP = r"(?![a-z0-9])(?:[^.!?\n]|\.(?=\S)){0,40}?(?<![a-z0-9])"
_VERBS = "cung cap|chia se|chuyen|gui|doc|lam|tin|nghe|truy cap|bam|click|cai|tai|nhap|mo|nop"
_NO = "|".join(
    (
        # "nếu không …", "không nộp thì …", "không trả là bị …" threaten rather than deny
        r"(?<!neu )(?<!hay )khong(?! (?:thi|se))(?!(?: [a-z]{1,7}){1,5} (?:thi|se|la|bi|tao|phai)(?![a-z]))",
        r"(?<!neu )(?:ko|kg|hok|k)",
        r"chua(?! (?:thanh toan|nop|dong|cap nhat|xac))",
        # "đừng" and "dùng", "dừng", "đúng" fold alike: only before a verb that people forbid
        rf"(?<!su )(?<!ung )(?<!tin )(?<!ap )dung(?= (?:nen |co |bao gio |vi )?(?:{_VERBS}))",
        "nghiem cam|tuyet doi|canh giac|tranh|gia mao|mao danh|gia danh|thu doan|chieu tro|lua dao|doi tuong",
    )
)
_NEGATION = re.compile(rf"(?<![a-z0-9])(?:{_NO})(?![a-z0-9])")
LOOK_BACK = 72
_WORD = re.compile(r"(?<![\\a-z])[a-z]{3,12}(?![a-z])")
_words: set[str] = set()


def phrase(*alternatives: str) -> re.Pattern[str]:
    """One pattern for all the alternatives, compiled."""
    body = "|".join(alternatives).replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}").replace("~", GAP)
    _words.update(word for alternative in alternatives for word in _WORD.findall(alternative))
    firsts = {a[0] for a in alternatives}
    head = f"(?=[{''.join(sorted(firsts))}])" if all(c.isalnum() for c in firsts) else ""
    return re.compile(rf"(?<![a-z0-9]){head}(?:{body})(?:(?<=\d)[\d.,a-z]{{0,12}})?(?![a-z0-9])")


def words() -> Collection[str]:
    """The words of three letters and more of all phrases made so far."""
    return _words


def negated(text: str, at: int) -> bool:
    """Whether the sentence denies, forbids or warns of what starts at `at`."""
    before = text[max(0, at - LOOK_BACK) : at]
    sentence = re.split(r"[!?\n]|\.\s", before)[-1]
    return _NEGATION.search(sentence + text[at : at + 16], 0, len(sentence)) is not None if sentence else False
