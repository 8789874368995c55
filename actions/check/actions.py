"""Rasa's action classes for checking; thin, the judging is in actions/judge."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.ask.catalogue import Catalogue
from actions.ask.delete_draft import forget_everything
from actions.ask.erasing import asks_to_erase, confirms_erasing
from actions.check.case import Case
from actions.check.material import LEFT, is_alone, is_nothing_yet, material_in, nobody_asked, wants_something_else
from actions.check.piece import pieces_in
from actions.check.talk_between import announces, still_open
from actions.check.transfer_lines import transfer_lines
from actions.check.verdict_lines import together, verdict_lines
from actions.extract.secrets import mask_secrets
from actions.judge.listed import NOTHING_KNOWN, Known
from actions.report.hearing import Hearing
from actions.say import Say, utter
from actions.understanding import Understanding, understand

Events = list[dict[str, Any]]
# Buttons and commands that do not lead out of the check: what is said before the question comes again.
_STAYING: dict[str, tuple[Say, ...]] = {
    "greet": (),
    "help": (Say("utter_help_in_between"),),
    "keep_data": (Say("utter_data_kept"),),
}


class CheckStep(Action):
    """`validate_check_form`: the next thing the resident sends is what they want checked."""

    def name(self) -> str:
        return "validate_check_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        heard = understand(tracker)
        asked = tracker.get_slot("requested_slot")
        if asked and _announces(heard):
            return [SlotSet("to_check", None), SlotSet("requested_slot", asked)]
        if asked and heard.is_button and heard.intent in _STAYING:
            utter(dispatcher, *_STAYING[heard.intent])
            return [SlotSet("to_check", None), SlotSet("requested_slot", asked)]
        leaves = Hearing(heard, lambda _: []).leaves
        if asked and (asks_to_erase(heard) or leaves(asked) or wants_something_else(heard)):
            return [SlotSet("to_check", LEFT), SlotSet("requested_slot", None)]
        if asked and not heard.is_button:
            text = None if is_nothing_yet(heard) else heard.original
        else:
            text = material_in(heard)
        return [SlotSet("to_check", text or None), SlotSet("requested_slot", None if text else "to_check")]


class AskToCheck(Action):
    """`action_ask_check_form_to_check`: asks for the thing to check."""

    def name(self) -> str:
        return "action_ask_check_form_to_check"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        utter(dispatcher, Say("utter_check_paste", card={"type": "handover", "reason": "to_check"}))
        return []


class Check(Action):
    """`action_check`: judges the case that the text belongs to and keeps it, so that "report this" can carry it."""

    def __init__(
        self, catalogue: Catalogue, answer: Callable[[Understanding], list[Say]], known: Known = NOTHING_KNOWN
    ) -> None:
        self._catalogue = catalogue
        self._answer = answer
        self._known = known

    def name(self) -> str:
        return "action_check"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        heard = understand(tracker)
        text = tracker.get_slot("to_check")
        if text == LEFT:
            return self._leave(dispatcher, heard)
        earlier = _open_case(tracker, heard)
        if earlier and _announces(heard):
            utter(dispatcher, Say("utter_check_go_on"))
            return [SlotSet("to_check", None)]
        pieces = pieces_in(heard, text or heard.original)
        case, verdict = ((earlier.joined(pieces) if earlier else None) or Case.of(pieces)).judged(self._known)
        front = together(len(case.pieces), again=earlier is not None and case.pieces[0] == earlier.pieces[0])
        if not text and not earlier and nobody_asked(heard, verdict):
            utter(dispatcher, Say("utter_not_asked", card={"type": "handover", "reason": "not_asked"}))
            return [SlotSet("to_check", None)]
        alone = all(is_alone(piece.text) for piece in case.pieces)
        utter(dispatcher, *transfer_lines(case.text))
        utter(dispatcher, *verdict_lines(verdict, self._catalogue, alone=alone, together=front))
        kept = {"text": mask_secrets(case.text), "verdict": verdict.to_card(), **case.to_slot()}
        return [SlotSet("checked", kept), SlotSet("to_check", None)]

    def _leave(self, dispatcher: CollectingDispatcher, heard: Understanding) -> Events:
        """Nothing is checked; what the resident wants instead is done in the same turn."""
        if confirms_erasing(heard):
            return forget_everything(dispatcher)
        if heard.intent in ("report", "report_checked"):
            return [SlotSet("to_check", None), FollowupAction("report_form")]
        utter(dispatcher, *self._instead(heard))
        return [SlotSet("to_check", None)]

    def _instead(self, heard: Understanding) -> list[Say]:
        """The form is closed by now: no answer may promise to go on with it."""
        if asks_to_erase(heard):
            return [Say("utter_delete_my_data")]
        if heard.is_button and heard.intent == "ask_status":
            return [Say("utter_ask_code")]
        return self._answer(heard) or [Say("utter_check_left")]


def _announces(heard: Understanding) -> bool:
    return not heard.metadata.get("forwarded") and announces(heard.original)


def _open_case(tracker: Tracker, heard: Understanding) -> Case | None:
    """The case that the newest line may join. A typed question that brings its own material stands alone."""
    asks_anew = heard.intent == "ask_check" and not heard.metadata.get("forwarded") and not _announces(heard)
    if asks_anew or not still_open(tracker.events):
        return None
    return Case.from_slot(tracker.get_slot("checked"))
