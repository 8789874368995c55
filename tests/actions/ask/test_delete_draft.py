"""Deleting forgets everything the conversation holds and has the bot erase what it holds."""

import asyncio

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask.delete_draft import DeleteDraft


def test_everything_held_is_forgotten() -> None:
    dispatcher = CollectingDispatcher()
    tracker = Tracker("s", {"report": {"story": "chim hoàng yến"}}, {}, [], False, None, {}, None)
    events = asyncio.run(DeleteDraft().run(dispatcher, tracker, {}))
    assert {e["name"]: e["value"] for e in events} == dict.fromkeys(
        ("report", "checked", "opening", "to_check", "identity")
    )
    assert dispatcher.messages[0]["response"] == "utter_draft_deleted"
    assert dispatcher.messages[0]["custom"]["flow"] == "erased"
