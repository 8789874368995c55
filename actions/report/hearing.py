"""One line of the resident, as the interview hears it: leaving, declining, asking in between, correcting."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from actions.extract.fold import fold
from actions.report.facts import Facts, recognise
from actions.report.labels import labels
from actions.say import Say
from actions.understanding import Understanding

# What the NLU must think of a line before it is taken for a question in between rather than an answer.
_DIGRESSION_SURE = 0.4
_SHORT = 6

_LEAVING = re.compile(
    r"(?:thoi|dung|huy|thoat|dung lai|thoi khong bao nua|khong bao nua|thoi khoi|de sau|huy bo)(?: di| nha| nhe| a)?"
)
_DECLINING = re.compile(
    r"(?:em |toi |bac |chau )?(?:khong|ko|k|hong|hok|chua)(?: the)? (?:biet|nho|ro|co|thay|muon noi)\b.{0,20}|bo qua.{0,15}"
)
_QUESTION = re.compile(
    r"\?|\b(?:la gi|the nao|nhu nao|co phai|bao nhieu|o dau|lam sao|tai sao|vi sao|sao lai|gi vay|duoc khong|dc ko|duoc ko|co bi"
    r"|so may|goi so nao|bao lau|may ngay|ai doc|ai biet|lay lai)\b|\b(?:khong|ko)$"
)
_AGREEING = re.compile(
    r"(?:da |vang |u |ok |roi )*(?:dong y|dung(?: roi| het)?|ok|oke|gui(?: di| luon| ngay)?|vang|da|u|uh|um|co|duoc|chuan|phai|nhat tri)"
    r"(?: gui| roi| di| nhe| a| nha| luon| em| chau| het)*"
)
_REFUSING = re.compile(
    r"(?:da )?(?:khong|ko|k|chua|hong|sai)(?: dong y| gui| dung| muon gui| roi| phai)*(?: dau| a| nua| nhe)*"
)
_CORRECTING = re.compile(r"\b(?:nham|khong phai|ko phai|sua|doi lai|dung ra|quen|noi lai|sai roi|chinh lai)\b")
_NO_LOSS = re.compile(
    r"\b(?:khong|ko|k|chua)\b.{0,12}\b(?:mat|chuyen|gui|dong nao|thiet hai)\b|^(?:0|khong|ko|chua)(?: dong| d| co)?$"
)
_FITS = {
    "amount": re.compile(r"\d|\b(?:trieu|tr|nghin|ngan|cu|ty|chi vang|do la|usd)\b"),
    "account": re.compile(r"\d{4}|\b(?:ngan hang|vi|momo|bank|tai khoan)\b"),
    "phone": re.compile(r"\d{3}|\b(?:zalo|facebook|fb|telegram|so la|so an)\b"),
    "link": re.compile(r"[a-z0-9]\.[a-z]{2}|\b(?:zalo|facebook|fb|telegram|app|nhom|trang|tiktok|shopee)\b"),
    "happened_at": re.compile(r"\w"),
    "place": re.compile(r"\w{2}"),
}


@dataclass(frozen=True)
class Hearing:
    """`answer` gives the lines for a question in between (see actions/ask), or none when it is not one."""

    understood: Understanding
    answer: Callable[[Understanding], list[Say]]

    @property
    def text(self) -> str:
        return self.understood.text

    @property
    def original(self) -> str:
        return self.understood.original

    @property
    def intent(self) -> str:
        return self.understood.intent

    @property
    def entities(self) -> dict[str, str]:
        return self.understood.entities

    @property
    def received_at(self) -> datetime:
        return self.understood.received_at

    @property
    def is_button(self) -> bool:
        return self.understood.is_button

    @property
    def tactics(self) -> list[tuple[str, float]]:
        return self.understood.tactics()

    @property
    def words(self) -> dict[str, str]:
        return labels()

    @cached_property
    def folded(self) -> str:
        return fold(self.text).text.strip(" .,!")

    @property
    def spoken(self) -> str:
        """The resident's words, or a pressed button's meaning."""
        return self.intent if self.is_button else self.original

    @property
    def declines(self) -> bool:
        """Skips the question or does not know."""
        if self.is_button:
            return self.intent in ("skip", "dont_know")
        if len(self.folded.split()) > _SHORT:
            return False
        return self.intent in ("skip", "dont_know") or bool(_DECLINING.fullmatch(self.folded))

    @property
    def agrees(self) -> bool:
        """A plain yes: the button, or a short line that says so."""
        return self.intent == "affirm" if self.is_button else bool(_AGREEING.fullmatch(self.folded))

    @property
    def refuses(self) -> bool:
        """A plain no: the button, or a short line that says so."""
        return self.intent == "deny" if self.is_button else bool(_REFUSING.fullmatch(self.folded))

    @property
    def corrects(self) -> bool:
        return not self.is_button and bool(_CORRECTING.search(self.folded))

    @property
    def lost_nothing(self) -> bool:
        return not self.is_button and bool(_NO_LOSS.search(self.folded))

    def leaves(self, asked: str) -> bool:
        """Wants out: the button, the plain word, or (where no story is expected) what the NLU takes for it."""
        if self.is_button:
            return self.intent == "cancel"
        if _LEAVING.fullmatch(self.folded):
            return True
        short = len(self.folded.split()) <= _SHORT
        return asked != "story" and short and self.intent == "cancel" and self.understood.confidence >= 0.5

    def facts(self) -> Facts:
        """What the line names: phones, accounts, links, an amount, a time."""
        return Facts() if self.is_button else recognise(self.original, self.received_at)

    def fits(self, asked: str) -> bool:
        """Whether the words can stand as the answer although nothing exact was recognised in them."""
        return not self.is_button and bool(_FITS[asked].search(self.folded))

    def digression(self, asked: str) -> list[Say]:
        """Lines answering a question asked in between; empty when the line is an answer to ours."""
        if self.is_button:
            return self.answer(self.understood) if self.intent == "show_tactic" else []
        if asked == "story" and len(self.folded.split()) > 2 * _SHORT:
            return []
        is_question = bool(_QUESTION.search(self.folded)) and self.understood.confidence >= _DIGRESSION_SURE
        return self.answer(self.understood) if is_question else []
