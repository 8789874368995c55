"""Rasa's action classes for "is it really them?"; thin, the flow is in conversation.py."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.ask.catalogue import Catalogue
from actions.ask.delete_draft import forget_everything
from actions.check.material import is_alone
from actions.check.verdict_lines import verdict_lines
from actions.extract.secrets import mask_secrets
from actions.identity.answer import answer_claim
from actions.identity.claim import Claim
from actions.identity.conversation import begin, take_step
from actions.identity.knowledge import Knowledge
from actions.judge.judge import judge
from actions.report.hearing import Hearing
from actions.say import Say, utter
from actions.understanding import Understanding, understand

Events = list[dict[str, Any]]
# Only a form may follow: after any other action Rasa knows no rule to go on by and falls back for ever.
_FOLLOWED_BY = {"report": "report_form", "check": "check_form"}


class IdentityStep(Action):
    """`validate_identity_form`: hears one line, keeps the claim in the slot `identity`, names the next question."""

    def __init__(
        self, knowledge: Knowledge, catalogue: Catalogue, answer: Callable[[Understanding], list[Say]]
    ) -> None:
        self._knowledge = knowledge
        self._catalogue = catalogue
        self._answer = answer

    def name(self) -> str:
        return "validate_identity_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        understood = understand(tracker)
        heard = Hearing(understood, self._answer)
        asked = tracker.get_slot("requested_slot")
        reader = self._knowledge.reader
        if asked:
            claim = Claim.from_slot(tracker.get_slot("identity"))
            step = take_step(claim, asked, heard, reader, lambda: self._answer(understood))
        else:
            step = begin(heard, reader)
        utter(dispatcher, *step.say)
        events = [SlotSet("identity", step.claim.to_slot()), SlotSet("requested_slot", step.ask)]
        return events if step.to_judge is None else [*events, self._judge(dispatcher, step.to_judge, understood)]

    def _judge(self, dispatcher: CollectingDispatcher, text: str, understood: Understanding) -> dict[str, Any]:
        """A text pasted in the middle gets its verdict and is kept, so that "report this" can carry it."""
        verdict = judge(text, understood.guess())
        utter(dispatcher, verdict_lines(verdict, self._catalogue, alone=is_alone(text))[0])
        kept: dict[str, Any] = SlotSet("checked", {"text": mask_secrets(text), "verdict": verdict.to_card()})
        return kept


class AnswerIdentity(Action):
    """`action_answer_identity`: the answer, or in the same turn what the resident wanted instead."""

    def __init__(self, knowledge: Knowledge, already_paid: Action) -> None:
        self._knowledge = knowledge
        self._already_paid = already_paid

    def name(self) -> str:
        return "action_answer_identity"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        claim = Claim.from_slot(tracker.get_slot("identity"))
        if claim.left == "erase":
            return forget_everything(dispatcher)
        forget = SlotSet("identity", None)
        if claim.left == "already_paid":
            return [forget, *await self._already_paid.run(dispatcher, tracker, domain)]
        if claim.left in _FOLLOWED_BY:
            return [forget, FollowupAction(_FOLLOWED_BY[claim.left])]
        if claim.left == "elsewhere":
            return [forget]  # what they asked instead was answered on the way
        if claim.left:
            utter(dispatcher, Say("utter_identity_left"))
        else:
            utter(dispatcher, *answer_claim(claim, self._knowledge.bodies, self._knowledge.choices))
        return [forget]
