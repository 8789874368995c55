"""One step of the flow: a line of the resident turns the claim into the next claim and lines to say."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from actions.ask.erasing import asks_to_erase, confirms_erasing
from actions.identity.answer import CARD
from actions.identity.claim import Claim
from actions.identity.reader import Reader
from actions.report.hearing import Hearing
from actions.report.phrases import QUESTION
from actions.report.urgency import read_urgency
from actions.say import Say

# Buttons of other flows, and plain wishes: what the resident wants instead of our questions.
_ELSEWHERE = {"report": "report", "report_checked": "report", "already_paid": "already_paid", "ask_check": "check"}
_MATERIAL = {"pasted_text", "scam_text", "genuine_text", "advert_text"}
_MATERIAL_WORDS = 12
_SURE = 0.5
# A line of so many words may be a wish of its own, not a short answer to ours.
_FEW_WORDS = 2
_DONE = re.compile(r"\b(?:roi|r|lo|trot|da|vua|moi|xong|mat)\b")
_OWN = "choose_identity"
_ENTITIES = {"body": "claimed_body", "way": "contact_way", "wish": "their_wish"}


@dataclass(frozen=True)
class Step:
    """`ask` names the next question, None when the flow is over; `to_judge` is a pasted text to judge on the way."""

    claim: Claim
    ask: str | None
    say: tuple[Say, ...] = ()
    to_judge: str | None = None


def begin(heard: Hearing, reader: Reader) -> Step:
    """The first line: what it already says is not asked again; danger comes before any question."""
    told = _pressed(heard) if heard.is_button else reader.read(heard.original)
    urgency = _urgency(heard)
    if urgency == "just_paid":
        return Step(replace(told, left="already_paid"), None)
    opening = Say(f"utter_urgent_{urgency}" if urgency else "utter_identity_opening", card=CARD)
    claim = replace(told, urged=urgency is not None)
    # An answer that comes at once needs no announcement of questions.
    return _on(claim, *([opening] if urgency or claim.next_question else []))


def take_step(claim: Claim, asked: str, heard: Hearing, reader: Reader, answer: Callable[[], list[Say]]) -> Step:
    """The line after question `asked`; `answer` gives the lines for a question in between, if it is one."""
    if confirms_erasing(heard.understood):
        return Step(replace(claim, left="erase"), None)
    if asks_to_erase(heard.understood):
        return Step(claim, asked, (Say("utter_delete_my_data_in_between"),))
    if heard.leaves(asked):
        return Step(replace(claim, left="cancel"), None)
    urgency = _urgency(heard)
    if urgency == "just_paid" or _has_paid(heard):
        return Step(replace(claim, left="already_paid"), None)
    if urgency and not claim.urged:
        told = reader.read(heard.original, asked) if not heard.is_button else Claim()
        return _on(replace(claim.learn(told), urged=True), Say(f"utter_urgent_{urgency}"))
    if heard.is_button:
        return _press(claim, asked, heard, answer)
    if _is_material(heard):
        return Step((learnt := claim.learn(reader.read(heard.original))), learnt.next_question, (), heard.original)
    if _asks_us(heard) and (lines := answer()):
        return _aside(claim, asked, lines)
    learnt = claim.learn(reader.read(heard.original, None if _speaks_of_else(heard) else asked))
    if learnt != claim and getattr(learnt, asked) is not None:
        return _on(learnt)
    if heard.declines:
        return _on(claim.unknown(asked))
    for intent, elsewhere in _ELSEWHERE.items():
        if _wants(heard, intent):
            return Step(replace(claim, left=elsewhere), None)
    lines = answer()
    if lines and heard.intent != "out_of_scope":
        return _aside(learnt, asked, lines)
    if asked in claim.missed:
        return _on(learnt.unknown(asked))
    # What is beside the point counts as no answer: the second time the next question comes.
    missed = replace(learnt, missed=[*claim.missed, asked])
    return Step(missed, asked, tuple(lines or [Say("utter_identity_hint")]))


def _press(claim: Claim, asked: str, heard: Hearing, answer: Callable[[], list[Say]]) -> Step:
    if heard.intent == _OWN:
        return _on(claim.learn(_pressed(heard)))
    if heard.intent in _ELSEWHERE:
        return Step(replace(claim, left=_ELSEWHERE[heard.intent]), None)
    if heard.declines:
        return _on(claim.unknown(asked))
    lines = answer()
    if heard.intent == "keep_data" or not lines:  # neither is a question in between
        return Step(claim, asked, tuple(lines))
    return _aside(claim, asked, lines)


def _aside(claim: Claim, asked: str, lines: list[Say]) -> Step:
    """A question in between is answered; who asks a second one is not held to ours any longer."""
    if lines and claim.asides:
        return Step(replace(claim, left="elsewhere"), None, tuple(lines))
    return Step(replace(claim, asides=claim.asides + 1), asked, tuple(lines))


def _pressed(heard: Hearing) -> Claim:
    """What one of our own buttons says."""
    body, way, wish = (heard.entities.get(_ENTITIES[name]) for name in ("body", "way", "wish"))
    return Claim(body=body, way=[way] if way else None, wish=[wish] if wish else None)


def _urgency(heard: Hearing) -> str | None:
    """Only what cannot wait: on the phone, about to pay, just paid."""
    said = heard.entities.get("urgency") if heard.is_button else read_urgency(heard.text)
    return said if said in ("on_phone", "about_to_pay", "just_paid") else None


def _wants(heard: Hearing, intent: str) -> bool:
    sure = heard.is_button or heard.understood.confidence >= _SURE or intent == "ask_check"
    return heard.intent == intent and sure


def _asks_us(heard: Hearing) -> bool:
    """A question that has its own answer ("số công an là số nào?"), not a doubtful answer to ours."""
    sure = heard.understood.confidence >= _SURE
    return sure and heard.intent.startswith("ask_") and bool(QUESTION.search(heard.folded))


def _speaks_of_else(heard: Hearing) -> bool:
    """Too long for a short answer, or plainly another question or wish."""
    other = heard.intent in _ELSEWHERE or heard.intent.startswith("ask_")
    sure = other and heard.understood.confidence >= _SURE
    return not heard.is_short or (sure and len(heard.folded.split()) > _FEW_WORDS)


def _has_paid(heard: Hearing) -> bool:
    """Typed, it must be said as done: "they want the OTP" is an answer, "I gave them the OTP" is not."""
    return _wants(heard, "already_paid") and (heard.is_button or bool(_DONE.search(heard.folded)))


def _is_material(heard: Hearing) -> bool:
    forwarded = bool(heard.understood.metadata.get("forwarded"))
    long = len(heard.original.split()) >= _MATERIAL_WORDS
    return forwarded or heard.intent == "pasted_text" or (heard.intent in _MATERIAL and long)


def _on(claim: Claim, *say: Say) -> Step:
    return Step(claim, claim.next_question, say)
