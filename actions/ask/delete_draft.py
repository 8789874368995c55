"""`action_delete_draft`: forgets what this conversation holds, and has the bot erase what it holds of the chat."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.say import Say, utter

Events = list[dict[str, Any]]
_KEPT = ("report", "checked", "opening", "to_check", "identity")


class DeleteDraft(Action):
    """Only after the button: a misheard line must not cost a frightened person her draft."""

    def name(self) -> str:
        return "action_delete_draft"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        return forget_everything(dispatcher)


def forget_everything(dispatcher: CollectingDispatcher) -> Events:
    """Says that all is erased, with the mark for the bot; the events that empty every slot.

    Also for the actions that end a form: once a form is open, no rule leads to this one.
    """
    utter(dispatcher, Say("utter_draft_deleted", erased=True))
    return [SlotSet(name, None) for name in _KEPT]
