"""Answers to what a resident asks in the middle of a report; the interview then goes on."""

from dataclasses import replace

from actions.ask.answer import answer_question, tactic_card
from actions.ask.catalogue import Catalogue
from actions.say import Say
from actions.understanding import Understanding

_FIXED = {
    "ask_hotline": "utter_hotline_in_between",
    "ask_how_to_report": "utter_how_to_report_in_between",
    "ask_recover_money": "utter_recover_money_in_between",
    "ask_account_lending": "utter_account_lending_in_between",
    "already_paid": "utter_already_paid_in_between",
    "ask_check": "utter_check_in_between",
    "is_police": "utter_is_police_in_between",
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
            return _without_exits(tactic_card(chosen, []))
        if heard.intent in ("tactic", "ask_tactics_list"):
            return _without_exits(answer_question(heard.tactics(), self._catalogue))
        response = _FIXED.get(heard.intent)
        return [Say(response)] if response else []


def _without_exits(lines: list[Say]) -> list[Say]:
    """The same lines, the last bubble of a tactic without its buttons."""
    swap = {"utter_tactic_do_now": "utter_tactic_do_now_in_between"}
    return [replace(line, response=swap.get(line.response, line.response)) for line in lines]
