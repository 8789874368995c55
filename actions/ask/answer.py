"""Chooses the answer to a question about tactics: one card when sure, the three likeliest as buttons when not."""

import re

from actions.ask.catalogue import Catalogue, Tactic
from actions.extract.fold import fold
from actions.extract.spoken import only_meant
from actions.say import Button, Say
from actions.understanding import Understanding

# Below this the likeliest tactic was wrong too often in cross-validation; then the resident chooses.
_SURE = 0.35
# The likeliest must also stand out: two neighbours (a fake bank, a fake hotline) are better shown both.
_LEAD = 1.5
_OFFERED = 3
# Comments on floods or football are taken for questions, too. Half of the questions about tactics hold one of these
# words, 3 % of such comments do; without one the model must be clear (cross-validated: 93 % of questions stay, 1 of 3
# comments).
_SPEAKS_OF_FRAUD = re.compile(
    r"\b(?:lua|gat|scam|gia (?:danh|mao|lam)|mao danh|tu xung|xung (?:la|ten|danh)|that hay (?:gia|lua)|co that"
    r"|that (?:khong|ko|k|hong|hok|hem)|tin (?:duoc|dc)|uy tin|co phai|otp|mat khau|coc|chuyen (?:khoan|tien)|ck|stk"
    r"|hack|thu doan|chieu (?:gi|tro|nay)|doa|tong tien|doi (?:tien|phi|no|nop)|nop (?:phi|tien)|dong phi|phi truoc"
    r"|link|cai (?:app|ung dung)|ma qr|chan (?:so|zalo|fb|facebook)|mat tien)\b"
)
_ABOUT_A_NUMBER = re.compile(r"\b(?:so|ma vung|sdt|tong dai)\b(?: [a-z]{1,7}){0,4} \+?\d{3,13}\b")
# "Why don't they …, I wonder": a remark on others, which wants no instruction.
_MUSES = re.compile(
    r"^\W{0,5}(?:(?:khong|chang) hieu )?(?:sao|tai sao|vi sao) (?:ma )?(?:may |cai )?"
    r"(?:ho|no|tui no|chung no|bon|thang|dua|ong|ba|nguoi ta|thien ha|cong an|nha nuoc)\b[^?.!,\n]{1,120}\bnhi\W{0,5}$"
)
_WHAT_IS = re.compile(r"\S{1,30}(?: \S{1,30}){0,4} la (?:gi|cai gi|app gi|trang gi|ai)\W{0,5}")
NOT_UNDERSTOOD = Say("utter_handover", card={"type": "handover", "reason": "not_understood"})
# Not rice, silk, harvests or cups.
_MEANT = {"lua": "lừa", "gat": "gạt", "coc": "cọc", "doa": "dọa doạ", "chieu": "chiêu"}
_CLEAR = 0.4
# A need whose answer is one tactic's entry, whatever the second step thinks.
_ONE_TACTIC = {"ask_debt_harassment": "debt_threat"}


def answer_question(ranking: list[tuple[str, float]], catalogue: Catalogue) -> list[Say]:
    """Lines for a question, given (slug, probability) likeliest first."""
    known = [(catalogue.get(slug), p) for slug, p in ranking]
    likely = [(tactic, p) for tactic, p in known if tactic is not None]
    if not likely:
        return [Say("utter_handover", card={"type": "handover", "reason": "unknown_question"})]
    if stands_out([p for _, p in likely]):
        return tactic_card(likely[0][0], [t.slug for t, _ in likely[1:_OFFERED]])
    return [offer([t for t, _ in likely[:_OFFERED]])]


def is_about_fraud(heard: Understanding) -> bool:
    """Whether a line that the model takes for a question about a tactic may be answered as one."""
    if _MUSES.fullmatch(fold(heard.original).text.strip()):
        return False
    if speaks_of_fraud(heard):
        return True
    about = heard.mass.get("tactic", 0.0) + heard.mass.get("scam_text", 0.0)
    return about * sum(probability for _, probability in heard.tactics()[:_OFFERED]) >= _CLEAR


def speaks_of_fraud(heard: Understanding) -> bool:
    """Whether the line holds a word that questions about fraud have and talk of other things hardly ever."""
    return bool(_SPEAKS_OF_FRAUD.search(only_meant(fold(heard.original), _MEANT)))


def beside_our_subject(heard: Understanding) -> Say:
    """The answer to a line that the model takes for something else. Who speaks of fraud is never told that it is none
    of our business, who asks about a number may send it, and what a name stands for we may just not know."""
    text = fold(heard.original).text
    if speaks_of_fraud(heard) or _WHAT_IS.fullmatch(text.strip()):
        return NOT_UNDERSTOOD
    if _ABOUT_A_NUMBER.search(text):
        return Say("utter_check_paste", card={"type": "handover", "reason": "to_check"})
    return Say("utter_out_of_scope")


def named_tactic(heard: Understanding, catalogue: Catalogue) -> Tactic | None:
    """The tactic a button names, or the one that answers this need."""
    return catalogue.get(str(heard.entities.get("tactic_slug") or _ONE_TACTIC.get(heard.intent, "")))


def stands_out(probabilities: list[float]) -> bool:
    """Whether the likeliest of a ranking (likeliest first) may be taken for the answer."""
    first, second = [*probabilities, 0.0, 0.0][:2]
    return first >= _SURE and first >= _LEAD * second


def tactic_card(tactic: Tactic, candidates: list[str]) -> list[Say]:
    """The entry in two bubbles: how it goes, for whom, its signs; what to do now, with source and date."""
    how = {"title": tactic.title, "how": tactic.how, "signs": _lines(tactic.signs)}
    return [
        Say("utter_tactic_how", {**how, "audience": ", ".join(tactic.audience)}),
        Say(
            "utter_tactic_do_now",
            {"slug": tactic.slug, "do_now": _lines(tactic.do_now), **_origin(tactic)},
            card={"type": "tactic", "slug": tactic.slug, "candidates": candidates},
        ),
    ]


def if_paid(tactic: Tactic) -> Say:
    """What to do when money is already gone by this tactic, with source and date."""
    return Say(
        "utter_tactic_if_paid",
        {"title": tactic.title, "if_paid": _lines(tactic.if_paid), **_origin(tactic)},
        card={"type": "tactic", "slug": tactic.slug, "candidates": []},
    )


def offer(tactics: list[Tactic]) -> Say:
    """The likeliest tactics as buttons."""
    return Say(
        "utter_which_tactic",
        buttons=tuple(Button(t.title, "show_tactic", {"tactic_slug": t.slug}) for t in tactics),
        card={"type": "tactic", "slug": tactics[0].slug, "candidates": [t.slug for t in tactics]},
    )


def _origin(tactic: Tactic) -> dict[str, str]:
    return {"source": tactic.source, "reviewed": f"{tactic.reviewed:%d/%m/%Y}"}


def _lines(items: tuple[str, ...]) -> str:
    return "\n".join(f"• {item}" for item in items)
