"""Finds what is to be checked in a line such as "is this a scam: <message>", or tells that nothing is there yet."""

import re

from actions.extract.accounts import accounts
from actions.extract.fold import fold
from actions.extract.links import links
from actions.extract.phones import phones
from actions.extract.vietqr import codes
from actions.judge.counter_evidence import counter_evidence
from actions.judge.message import Message
from actions.judge.verdict import Verdict
from actions.understanding import Understanding

# Longer lines than a bare "please check this message for me" carry their message with them.
_REQUEST_WORDS = 14
_BARE_WORDS = 4
_WORD = re.compile(r"[a-z]+")
# Words of the question itself say nothing about what was sent.
_ASKING = {
    *("so", "sdt", "dt", "stk", "tk", "tai", "khoan", "ngan", "hang", "bank", "link", "web", "trang", "nay", "kia"),
    *("la", "co", "phai", "lua", "dao", "khong", "ko", "k", "hong", "vay", "a", "nhi", "the", "nao", "sao", "gi"),
    *("cua", "ai", "goi", "nhan", "cho", "toi", "em", "minh", "bac", "chau", "xem", "kiem", "tra", "check", "giup"),
    *("voi", "hoi", "duoc", "bi", "gia", "that", "uy", "tin", "an", "toan"),
}
_OWN_WORDS = 2
_WAITING = re.compile(r"(?:u |uh |ok |da |vang ){0,4}(?:doi|cho|khoan|tu tu)\b")
_OTHER_WISHES = {
    *("report", "already_paid", "ask_hotline", "ask_how_to_report", "ask_recover_money", "ask_account_lending"),
    *("help", "privacy", "is_it_really", "is_bot_real", "talk_to_person", "delete_my_data", "distress"),
}
_WISH_SURE = 0.6
# What senders of notices write and people who talk do not.
_FORMAL = re.compile(r"\d{4}|quy khach|khach hang|kinh (?:gui|moi)|tran trong|[\[(](?:tb|qc)[\])]")
_TEXTS = {"genuine_text", "advert_text", "scam_text"}
# The slot's value when the resident left instead of giving something to check.
LEFT = ""
_QUOTED = re.compile(r"[\"“”«:](.{15,})", re.DOTALL)


def material_in(heard: Understanding) -> str | None:
    """The text to judge, or None when the resident only asked to have something checked."""
    if heard.is_button:
        return None
    text = heard.original.strip()
    if _named(text):
        return text
    quoted = _QUOTED.search(text)
    if quoted:
        return quoted.group(1).strip(' "“”«»')
    return text if len(text.split()) >= _REQUEST_WORDS or heard.intent != "ask_check" else None


def wants_something_else(heard: Understanding) -> bool:
    """Whether a line after "paste it here" is plainly another wish (report, already paid, a question), not material."""
    if heard.is_button:
        return heard.intent != "ask_check"
    text = heard.original
    if len(text.split()) >= _REQUEST_WORDS or _named(text):
        return False
    return heard.intent in _OTHER_WISHES and heard.confidence >= _WISH_SURE


def nobody_asked(heard: Understanding, verdict: Verdict) -> bool:
    """A line of ordinary talk, typed without a question and with nothing in it to check: no verdict is called for."""
    if heard.intent not in _TEXTS or heard.metadata.get("forwarded") or heard.is_button:
        return False
    if verdict.severity.is_alarm or _named(heard.original) or _FORMAL.search(fold(heard.original).text):
        return False
    return not counter_evidence(Message(heard.original))


def is_alone(text: str) -> bool:
    """A bare link, number or account, perhaps asked about ("… có lừa đảo không"), with no words of its own to judge."""
    quoted = _named(text)
    rest = text
    for words in quoted:
        rest = rest.replace(words, " ")
    own = [word for word in _WORD.findall(fold(rest).text) if word not in _ASKING]
    return bool(quoted) and len(own) <= _OWN_WORDS


def is_nothing_yet(heard: Understanding) -> bool:
    """Whether a line after "paste it here" is only a sigh, an emoji or "wait a moment"."""
    text = heard.original
    if not any(c.isalnum() for c in text):
        return True
    short = len(text.split()) <= _BARE_WORDS
    waits = bool(_WAITING.match(fold(text).text)) or (heard.intent == "affirm" and heard.confidence >= _WISH_SURE)
    return short and waits and not _named(text)


def _named(text: str) -> list[str]:
    """The links, phone numbers and accounts of a text, as they stand in it."""
    whole_codes = [code.quoted for code in codes(text)]
    return whole_codes + [found.quoted for find in (links, phones, accounts) for found in find(text)]
