"""Rasa's action classes for the report form; thin, the interviewing is in interview.py."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.ask.delete_draft import forget_everything
from actions.ask.erasing import confirms_erasing
from actions.errors import StoreUnreachable
from actions.intake.forwarder import Forwarder
from actions.intake.outbox import Outbox, utc_now
from actions.intake.receipt import new_code
from actions.intake.store import Store
from actions.report.draft import Draft
from actions.report.hearing import Hearing
from actions.report.interview import Step, open_interview, take_step
from actions.report.places import named_in, place_of_link
from actions.report.plan import next_question
from actions.report.summary import summary, which_place
from actions.report.tip import build_tip
from actions.say import Say, utter
from actions.understanding import Understanding, understand

# The resident waits this long for the store's word; after that the receipt says the tip is kept and on its way.
_SETTLE_SECONDS = 2.0

Events = list[dict[str, Any]]


class ReportStep(Action):
    """`validate_report_form`: hears one line, keeps the draft in the slot `report`, names the next question."""

    def __init__(self, answer: Callable[[Understanding], list[Say]], store: Store) -> None:
        self._answer = answer
        self._store = store

    def name(self) -> str:
        return "validate_report_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        heard = Hearing(understand(tracker), self._answer)
        draft = Draft.from_slot(tracker.get_slot("report"))
        asked = tracker.get_slot("requested_slot")
        if asked:
            step = take_step(draft, asked, heard)
        else:
            checked = tracker.get_slot("checked") if heard.intent == "report_checked" else None
            opening = tracker.get_slot("opening") or ""
            step = open_interview(replace(draft, checked=checked or draft.checked), heard, opening)
        if step.ask and step.draft.facts.get("place") != draft.facts.get("place") and asked != "place_choice":
            step = await self._clear_up_place(step)
        if step.ask == "place" and asked != "place" and not heard.asks_to_correct:
            step = await self._place_of_link(step, heard)
        utter(dispatcher, *step.say)
        return [
            SlotSet("report", step.draft.to_slot()),
            SlotSet("opening", None),
            SlotSet("requested_slot", step.ask),
        ]

    async def _place_of_link(self, step: Step, heard: Hearing) -> Step:
        """A unit we know, named by the link that brought the resident, stands for an answer; the summary shows it."""
        words = place_of_link(heard.understood.metadata.get("commune"))
        if words is None:
            return step
        try:
            units = await self._store.units_for(words)
        except StoreUnreachable:
            return step  # then the resident is asked
        place = named_in(units[0], words) if len(units) == 1 else None
        if place is None:
            return step
        draft = step.draft.know("place", place)
        return Step(draft, next_question(draft), step.say)

    async def _clear_up_place(self, step: Step) -> Step:
        """An old or shared place name becomes a question with today's units as buttons."""
        place = step.draft.facts.get("place")
        if not place:
            return step
        try:
            units = await self._store.units_for(place)
        except StoreUnreachable:
            return step  # the store will route it; the resident need not wait for that
        if len(units) < 2:
            return step
        draft = replace(step.draft, place_choices=units)
        return Step(draft, "place_choice", (*step.say, which_place(draft)))


class AskSummary(Action):
    """`action_ask_report_form_summary`: the summary to correct or send."""

    def name(self) -> str:
        return "action_ask_report_form_summary"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        utter(dispatcher, summary(Draft.from_slot(tracker.get_slot("report"))))
        return []


class SubmitTip(Action):
    """`action_submit_tip`: the only place that utters a receipt, after the tip is durably committed."""

    def __init__(self, outbox: Outbox, forwarder: Forwarder) -> None:
        self._outbox = outbox
        self._forwarder = forwarder

    def name(self) -> str:
        return "action_submit_tip"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        heard = understand(tracker)
        if confirms_erasing(heard):
            return forget_everything(dispatcher)
        draft = Draft.from_slot(tracker.get_slot("report"))
        if not draft.consent_at:
            utter(dispatcher, Say("utter_report_left"))
            return []
        key = heard.metadata["report_key"]
        tip = build_tip(
            draft, code=new_code(), route_token=heard.metadata["route_token"], received_at=heard.received_at
        )
        reporter = heard.metadata.get("reporter")
        code = await asyncio.to_thread(self._outbox.commit, key, tip, utc_now(), reporter)
        unit = await self._forwarder.settle(key, _SETTLE_SECONDS)
        line = "utter_receipt_delivered" if unit else "utter_receipt_waiting"
        card = {"type": "receipt", "code": code}
        utter(dispatcher, Say(line, {"code": code, "unit": unit or ""}, card=card, done=True))
        return [SlotSet("report", None), SlotSet("checked", None)]
