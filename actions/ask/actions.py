"""Rasa's action classes for asking; thin, the choosing is in answer.py."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask.answer import (
    NOT_UNDERSTOOD,
    answer_question,
    beside_our_subject,
    if_paid,
    is_about_fraud,
    named_tactic,
    offer,
    speaks_of_fraud,
    tactic_card,
)
from actions.ask.catalogue import Catalogue
from actions.say import Say, utter
from actions.understanding import understand

# Half the probability on "asks about or quotes a tactic" is enough to offer tactics instead of a hand-over.
_ABOUT_TACTICS = 0.4
_WITH_WORDS_OF_FRAUD = 0.2
# The commonest of 2025 (NCA survey: police impersonation first) open the list.
_LISTED = (
    "fake_police",
    "fake_bank",
    "online_task_job",
    "fake_shipper",
    "investment_scam",
    "fake_public_service",
)


class AnswerTactic(Action):
    """`action_answer_tactic`: a question about a tactic, or a button that names one."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def name(self) -> str:
        return "action_answer_tactic"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        heard = understand(tracker)
        chosen = named_tactic(heard, self._catalogue)
        if chosen:
            utter(dispatcher, *tactic_card(chosen, []))
        elif is_about_fraud(heard):
            utter(dispatcher, *answer_question(heard.tactics(), self._catalogue))
        else:
            utter(dispatcher, NOT_UNDERSTOOD)
        return []


class AnswerIfPaid(Action):
    """`action_answer_if_paid`: the button under a tactic, for who already paid."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def name(self) -> str:
        return "action_answer_if_paid"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        chosen = self._catalogue.get(str(understand(tracker).entities.get("tactic_slug", "")))
        utter(dispatcher, if_paid(chosen) if chosen else Say("utter_already_paid"))
        return []


class ListTactics(Action):
    """`action_list_tactics`: the commonest tactics as buttons, with general advice."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def name(self) -> str:
        return "action_list_tactics"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        listed = [t for slug in _LISTED if (t := self._catalogue.get(slug))]
        utter(dispatcher, Say("utter_general_advice"), offer(listed))
        return []


class AnswerUnsure(Action):
    """`action_answer_unsure`: not understood well enough, or beside our subject; offers the likeliest or says where
    to ask."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def name(self) -> str:
        return "action_answer_unsure"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        heard = understand(tracker)
        about_tactics = heard.mass.get("tactic", 0.0) + heard.mass.get("scam_text", 0.0)
        if speaks_of_fraud(heard) and about_tactics >= _WITH_WORDS_OF_FRAUD:
            utter(dispatcher, *answer_question(heard.tactics(), self._catalogue))
            return []
        if heard.intent == "out_of_scope":
            utter(dispatcher, beside_our_subject(heard))
            return []
        likely = [t for slug, _ in heard.tactics()[:3] if (t := self._catalogue.get(slug))]
        if about_tactics >= _ABOUT_TACTICS and likely and is_about_fraud(heard):
            utter(dispatcher, offer(likely))
        else:
            utter(dispatcher, NOT_UNDERSTOOD)
        return []
