"""`action_show_status`: tells a receipt's state, never the tip's content."""

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.errors import StoreUnreachable
from actions.intake.receipt import read_code
from actions.intake.store import Store
from actions.say import Say, utter
from actions.understanding import understand

_CODE_LIKE = re.compile(r"\b[0-9A-Za-z]{4}[\s.-]{0,3}[0-9A-Za-z]{4}[\s.-]{0,3}[0-9A-Za-z]{4}\b")
_TOLD = ("received", "acknowledged")


class ShowStatus(Action):
    """Reads a code out of the line and asks the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def name(self) -> str:
        return "action_show_status"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        utter(dispatcher, await self._status_of(understand(tracker).original))
        return []

    async def _status_of(self, text: str) -> Say:
        codes = [code for found in _CODE_LIKE.findall(text) if (code := read_code(found))]
        if not codes:
            return Say("utter_code_unknown" if _CODE_LIKE.search(text) else "utter_ask_code")
        try:
            state = await self._store.state(codes[0])
        except StoreUnreachable:
            return Say("utter_status_unreachable")
        if state is None:
            return Say("utter_code_unknown")
        line = f"utter_status_{state}" if state in _TOLD else "utter_status_other"
        return Say(line, {"code": codes[0]}, card={"type": "status", "code": codes[0], "state": state})
