"""Rasa's action classes for checking; thin, the judging is in actions/judge."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.ask.catalogue import Catalogue
from actions.check.material import material_in
from actions.check.verdict_lines import verdict_lines
from actions.extract.secrets import mask_secrets
from actions.judge.judge import judge
from actions.report.hearing import Hearing
from actions.say import utter
from actions.understanding import understand

Events = list[dict[str, Any]]


class CheckStep(Action):
    """`validate_check_form`: the next thing the resident sends is what they want checked."""

    def name(self) -> str:
        return "validate_check_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        heard = understand(tracker)
        asked = tracker.get_slot("requested_slot")
        if asked and Hearing(heard, lambda _: []).leaves(asked):
            return [SlotSet("to_check", ""), SlotSet("requested_slot", None)]
        text = heard.original if asked and not heard.is_button else material_in(heard)
        return [SlotSet("to_check", text or None), SlotSet("requested_slot", None if text else "to_check")]


class Check(Action):
    """`action_check`: judges the text and keeps it with its verdict, so that "report this" can carry it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def name(self) -> str:
        return "action_check"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        heard = understand(tracker)
        text = tracker.get_slot("to_check")
        if text == "":
            dispatcher.utter_message(response="utter_check_left")
            return [SlotSet("to_check", None)]
        text = text or heard.original
        verdict = judge(text, heard.guess())
        utter(dispatcher, *verdict_lines(verdict, self._catalogue))
        kept = {"text": mask_secrets(text), "verdict": verdict.to_card()}
        return [SlotSet("checked", kept), SlotSet("to_check", None)]
