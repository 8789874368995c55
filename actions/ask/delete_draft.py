"""`action_delete_draft`: forgets what this conversation holds, and has the bot erase what it holds of the chat."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.say import Say, utter

_KEPT = ("report", "checked", "opening", "to_check", "identity")


class DeleteDraft(Action):
    """Only after the button: a misheard line must not cost a frightened person her draft."""

    def name(self) -> str:
        return "action_delete_draft"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        utter(dispatcher, Say("utter_draft_deleted", erased=True))
        return [SlotSet(name, None) for name in _KEPT]
