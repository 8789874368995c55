"""The answer: facts with source and date, how to ask oneself, one sentence for the caller. Never who it really is."""

from collections.abc import Iterable

from actions.identity.body import Body, Fact
from actions.identity.choices import Choice, Choices
from actions.identity.claim import Claim
from actions.say import Say

_FACTS = 3
CARD = {"type": "handover", "reason": "identity"}


def answer_claim(claim: Claim, bodies: dict[str, Body], choices: Choices) -> list[Say]:
    """Two bubbles: what is known of the body they name, then what to do; the wishes decide how grave it sounds."""
    body = bodies[claim.body or "other"]
    wishes = [choices.wishes[slug] for slug in claim.wish or []]
    ways = [choices.ways[slug] for slug in claim.way or []]
    told = {choice.slug for choice in (*wishes, *ways)}
    head = "utter_identity_warned" if any(wish.warned for wish in wishes) else "utter_identity_open"
    return [
        Say(head, {"title": body.title, **_facts(body.facts_about(told, _FACTS))}, card=CARD),
        Say("utter_identity_do_now", _steps(body, wishes, ways, choices.unsure)),
    ]


def answer_briefly(claim: Claim, bodies: dict[str, Body], choices: Choices) -> list[Say]:
    """One bubble for a question in the middle of something else; asks nothing back."""
    body = bodies[claim.body or "other"]
    told = {*(claim.wish or ["money"]), *(claim.way or ["call"])}
    steps = _steps(body, [], [], choices.unsure)
    return [Say("utter_identity_in_between", {**steps, **_facts(body.facts_about(told, _FACTS))}, card=CARD)]


def _steps(body: Body, wishes: list[Choice], ways: list[Choice], unsure: Choice) -> dict[str, str]:
    do_now = [wish.do_now for wish in wishes] or [unsure.do_now]
    goodbye = next((way.goodbye for way in ways if way.goodbye), unsure.goodbye)
    return {"do_now": _lines(do_now), "verify": _lines(body.verify), "goodbye": goodbye, "say": body.say}


def _facts(facts: list[Fact]) -> dict[str, str]:
    """The facts with their sources, and the day of the oldest review among them."""
    told = _lines(f"{fact.text.rstrip('.')} ({fact.source})." for fact in facts)
    return {"facts": told, "reviewed": f"{min(fact.reviewed for fact in facts):%d/%m/%Y}"}


def _lines(items: Iterable[str]) -> str:
    return "\n".join(f"• {item}" for item in items)
