"""`action_already_paid`: what to do now; the resident's words are kept for the report that may follow."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.extract.secrets import mask_secrets
from actions.say import Say, utter
from actions.understanding import understand


class AlreadyPaid(Action):
    """Only Rasa's memory holds the opening line, and only until the report begins."""

    def name(self) -> str:
        return "action_already_paid"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        heard = understand(tracker)
        utter(dispatcher, Say("utter_already_paid"))
        return [SlotSet("opening", None if heard.is_button else mask_secrets(heard.original))]
