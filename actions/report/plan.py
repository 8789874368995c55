"""Which question comes next: the one most useful missing thing, never one already told."""

import re

from actions.extract.fold import fold
from actions.report.draft import Draft

_MONEY_TALK = re.compile(r"\b(?:chuyen khoan|chuyen tien|tai khoan|stk|ngan hang|nap|dat coc|coc|ck)\b")
_ONLINE_TALK = re.compile(
    r"\b(?:link|duong dan|web|website|trang|app|ung dung|facebook|fb|zalo|telegram|qr|tiktok|tin nhan)\b"
)


def next_question(draft: Draft) -> str:
    """Name of the next question; "consent" is last and stays until it is answered."""
    if draft.urgency is None:
        return "urgency"
    if draft.story is None:
        return "story"
    for name in _wanted(draft):
        if name not in draft.facts:
            return name
    return "consent" if draft.ready else "summary"


def _wanted(draft: Draft) -> list[str]:
    told = fold(f"{draft.story} {(draft.checked or {}).get('text', '')}").text
    paid = draft.urgency in ("just_paid", "about_to_pay") or bool(draft.amount_vnd)
    wanted = ["amount"]
    lost_nothing = draft.amount_vnd == 0
    if paid or (_MONEY_TALK.search(told) and not lost_nothing):
        wanted.append("account")
    wanted.append("phone")
    if _ONLINE_TALK.search(told):
        wanted.append("link")
    return [*wanted, "happened_at", "place"]
