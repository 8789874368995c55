"""One line of the resident, as the interview hears it: leaving, declining, asking in between, correcting."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from actions.ask.answer import stands_out
from actions.extract.fold import fold
from actions.extract.secrets import mask_secrets
from actions.judge.judge import judge
from actions.report.facts import Facts, recognise
from actions.report.labels import labels
from actions.report.phrases import (
    AGREEING,
    ASKING_TO_CORRECT,
    CORRECTING,
    DECLINING,
    DONT_WORD,
    FITS,
    IS_RIGHT,
    LEAVING,
    NO_LOSS,
    NO_LOSS_TOLD,
    QUESTION,
    REFUSING,
    STOP_WORD,
    unpunctuated,
)
from actions.say import Say
from actions.understanding import Understanding

# What the NLU must think of a line before it is taken for a question in between rather than an answer.
_DIGRESSION_SURE = 0.4
# Buttons that answer the interview's own questions; any other was issued before it and is a question in between.
_OWN_BUTTONS = {
    "affirm",
    "consent",
    "deny",
    "skip",
    "dont_know",
    "cancel",
    "correct",
    "choose_urgency",
    "choose_place",
    "restart_report",
}
# Anger and despair are heard without a question mark.
_FEELINGS = {"complain", "distress"}
_FEELING_SURE = 0.5
_LEAVING_SURE = 0.5
_SHORT = 6
_OFFERED = 3


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

    def likely_tactic(self) -> str | None:
        """The tactic an account speaks of: the text model's when it stands out, else what its signs say."""
        ranking = self.understood.tactics()
        if stands_out([probability for _, probability in ranking]):
            return ranking[0][0]
        return judge(self.original, self.understood.guess()).tactic

    def tactic_card(self) -> dict[str, Any]:
        """The card of a story: the tactic it resembles and its neighbours, or that it goes to the police."""
        ranking = self.understood.tactics()
        told_enough = len(self.folded.split()) > _SHORT
        if not told_enough or not stands_out([probability for _, probability in ranking]):
            return {"type": "handover", "reason": "report"}
        return {"type": "tactic", "slug": ranking[0][0], "candidates": [slug for slug, _ in ranking[1:_OFFERED]]}

    @property
    def words(self) -> dict[str, str]:
        return labels()

    @cached_property
    def accented(self) -> str:
        """The line in lower case with its accents."""
        return unicodedata.normalize("NFC", self.text).lower().strip(" .,!")

    @property
    def is_short(self) -> bool:
        return len(self.folded.split()) <= _SHORT

    @cached_property
    def folded(self) -> str:
        return fold(self.text).text.strip(" .,!")

    @cached_property
    def plain(self) -> str:
        """The folded line without punctuation, as whole phrases are compared."""
        return unpunctuated(self.folded)

    @property
    def spoken(self) -> str:
        """The resident's words, or a pressed button's meaning in words an officer reads."""
        if not self.is_button:
            return self.original
        if self.entities.get("place"):
            return self.entities["place"]
        key = "_".join(filter(None, ("pressed", self.intent, self.entities.get("urgency"))))
        return self.words.get(key, self.intent)

    @property
    def declines(self) -> bool:
        """Skips the question or does not know."""
        if self.is_button:
            return self.intent in ("skip", "dont_know")
        return self.is_short and (self.intent in ("skip", "dont_know") or bool(DECLINING.fullmatch(self.plain)))

    @property
    def agrees(self) -> bool:
        """A plain yes: the button, or a short line that says so."""
        if self.is_button:
            return self.intent == "affirm"
        stops = STOP_WORD.search(self.accented) or DONT_WORD.search(self.accented) or self.accented == "dung"
        return not stops and bool(AGREEING.fullmatch(self.plain))

    @property
    def consents(self) -> bool:
        """Agrees to the sending, not merely to the summary: who pressed or wrote "đúng rồi" twice has not read on."""
        if self.is_button:
            return self.intent == "consent"
        return self.agrees and not IS_RIGHT.fullmatch(self.plain)

    @property
    def refuses(self) -> bool:
        """A plain no: the button, or a short line that says so."""
        if self.is_button:
            return self.intent == "deny"
        return self.is_short and bool(REFUSING.fullmatch(self.plain) or DONT_WORD.search(self.accented))

    @property
    def asks_to_correct(self) -> bool:
        """Wants to correct something, without saying it yet: the button or the bare words."""
        return self.intent == "correct" if self.is_button else bool(ASKING_TO_CORRECT.fullmatch(self.plain))

    @property
    def corrects(self) -> bool:
        return not self.is_button and bool(CORRECTING.search(self.folded))

    @property
    def told_no_loss(self) -> bool:
        """Says in an account that no money is lost."""
        return not self.is_button and bool(NO_LOSS_TOLD.search(self.folded))

    @property
    def holds_secret(self) -> bool:
        """The line holds an OTP, password, card or ID number, which is never kept."""
        return mask_secrets(self.original) != self.original

    @property
    def is_stray_button(self) -> bool:
        """A button that was issued for something else and pressed in the middle of the interview."""
        return self.is_button and self.intent not in _OWN_BUTTONS

    @property
    def lost_nothing(self) -> bool:
        return not self.is_button and bool(NO_LOSS.search(self.folded))

    def leaves(self, asked: str) -> bool:
        """Wants out: the button, the plain word, or (where no story is expected) what the NLU takes for it."""
        if self.is_button:
            return self.intent == "cancel"
        if LEAVING.fullmatch(self.plain) or (self.is_short and STOP_WORD.search(self.accented)):
            return True
        sure = self.intent == "cancel" and self.understood.confidence >= _LEAVING_SURE
        return asked != "story" and self.is_short and sure and not self.agrees

    def facts(self) -> Facts:
        """What the line names: phones, accounts, links, an amount, a time."""
        return Facts() if self.is_button else recognise(self.original, self.received_at)

    def fits(self, asked: str) -> bool:
        """Whether the words can stand as the answer although nothing exact was recognised in them."""
        return not self.is_button and bool(FITS[asked].search(self.folded))

    def digression(self, asked: str) -> list[Say]:
        """Lines answering a question asked in between; empty when the line is an answer to ours."""
        if self.is_button:
            return self.answer(self.understood) if self.is_stray_button else []
        if asked == "story" and len(self.folded.split()) > 2 * _SHORT:
            return []
        feels = self.intent in _FEELINGS and self.understood.confidence >= _FEELING_SURE
        if feels and not self.facts().texts:
            return self.answer(self.understood)
        is_question = bool(QUESTION.search(self.folded)) and self.understood.confidence >= _DIGRESSION_SURE
        lines = self.answer(self.understood) if is_question else []
        return lines or ([Say("utter_unsure_in_between")] if self._asks_the_unknown(asked) else [])

    def _asks_the_unknown(self, asked: str) -> bool:
        """A plain question that is no answer to ours and has none from us: it deserves a word, not a hint."""
        plain = "?" in self.text and bool(QUESTION.search(self.folded.replace("?", "").strip()))
        answers = asked in ("story", "urgency") or (asked in FITS and self.fits(asked)) or bool(self.facts().texts)
        return plain and not answers
