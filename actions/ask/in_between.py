"""Answers to what a resident asks in the middle of something else; the questions then go on."""

from collections.abc import Callable
from dataclasses import replace

from actions.ask.answer import answer_question, if_paid, named_tactic, tactic_card
from actions.ask.catalogue import Catalogue
from actions.say import Say
from actions.understanding import Understanding

_FIXED = {
    "ask_hotline": "utter_hotline_in_between",
    "ask_how_to_report": "utter_how_to_report_in_between",
    "ask_recover_money": "utter_recover_money_in_between",
    "ask_account_lending": "utter_account_lending_in_between",
    "ask_account_hacked": "utter_account_hacked_in_between",
    "ask_data_leaked": "utter_data_leaked_in_between",
    "ask_spam": "utter_spam_in_between",
    "ask_law": "utter_law_in_between",
    "already_paid": "utter_already_paid_in_between",
    "ask_check": "utter_check_in_between",
    "is_bot_real": "utter_is_bot_real_in_between",
    "talk_to_person": "utter_talk_to_person_in_between",
    "ask_status": "utter_status_in_between",
    "delete_my_data": "utter_delete_my_data_in_between",
    "keep_data": "utter_data_kept",
    "privacy": "utter_privacy",
    "help": "utter_help_in_between",
    "complain": "utter_complain_in_between",
    "out_of_scope": "utter_out_of_scope_in_between",
    "other_crime": "utter_other_crime",
    "distress": "utter_distress",
}
_WITHOUT_EXITS = {
    "utter_tactic_do_now": "utter_tactic_do_now_in_between",
    "utter_tactic_if_paid": "utter_tactic_if_paid_in_between",
}


class InBetween:
    """Callable: the lines for a question, without buttons that would lead out of what is under way."""

    def __init__(self, catalogue: Catalogue, is_it_really: Callable[[str], list[Say]]) -> None:
        self._catalogue = catalogue
        self._is_it_really = is_it_really

    def __call__(self, heard: Understanding) -> list[Say]:
        chosen = named_tactic(heard, self._catalogue)
        if chosen:
            return _without_exits([if_paid(chosen)] if heard.intent == "show_if_paid" else tactic_card(chosen, []))
        if heard.intent in ("tactic", "ask_tactics_list"):
            return _without_exits(answer_question(heard.tactics(), self._catalogue))
        if heard.intent == "is_it_really":
            return self._is_it_really(heard.original)
        response = _FIXED.get(heard.intent)
        return [Say(response)] if response else []


def _without_exits(lines: list[Say]) -> list[Say]:
    """The same lines, the last bubble of a tactic without its buttons."""
    return [replace(line, response=_WITHOUT_EXITS.get(line.response, line.response)) for line in lines]
