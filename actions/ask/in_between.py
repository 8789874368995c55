"""Answers to what a resident asks in the middle of a report; the interview then goes on."""

from actions.ask.answer import answer_question, tactic_card
from actions.ask.catalogue import Catalogue
from actions.say import Say
from actions.understanding import Understanding

_FIXED = {
    "ask_hotline": "utter_hotline",
    "ask_how_to_report": "utter_how_to_report",
    "ask_recover_money": "utter_recover_money",
    "ask_account_lending": "utter_account_lending",
    "already_paid": "utter_already_paid",
    "ask_check": "utter_check_in_between",
    "is_police": "utter_is_police",
    "privacy": "utter_privacy",
    "help": "utter_help_in_between",
    "complain": "utter_complain_in_between",
    "out_of_scope": "utter_out_of_scope_in_between",
    "other_crime": "utter_other_crime",
    "distress": "utter_distress",
}


class InBetween:
    """Callable: the lines for a question, without buttons that would lead out of the report."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __call__(self, heard: Understanding) -> list[Say]:
        chosen = self._catalogue.get(str(heard.entities.get("tactic_slug", "")))
        if chosen:
            return tactic_card(chosen, [])
        if heard.intent in ("tactic", "ask_tactics_list"):
            return answer_question(heard.tactics(), self._catalogue)
        response = _FIXED.get(heard.intent)
        return [Say(response)] if response else []
