"""A line to say: the name of a response in nlu/flows/*.yml with its values, buttons and card.

Pure modules return these; `utter` turns them into Rasa's messages. Sentences never live in Python.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.executor import CollectingDispatcher


@dataclass(frozen=True)
class Button:
    """`title` is what the resident sees; pressing it means `intent` with `entities`."""

    title: str
    intent: str
    entities: dict[str, str] = field(default_factory=dict)

    @property
    def payload(self) -> str:
        return f"/{self.intent}" + (json.dumps(self.entities, ensure_ascii=False) if self.entities else "")


@dataclass(frozen=True)
class Say:
    """`response` names a YAML response; `values` fill its blanks; `card` as in the contract; `done` ends the case.

    `erased`: besides, the bot forgets all that it holds of this chat.
    """

    response: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    card: dict[str, Any] | None = None
    done: bool = False
    erased: bool = False


def utter(dispatcher: CollectingDispatcher, *lines: Say) -> None:
    """Say the lines in order."""
    for line in lines:
        custom: dict[str, Any] = {}
        if line.card:
            custom["card"] = line.card
        if line.done or line.erased:
            custom["flow"] = "erased" if line.erased else "done"
        dispatcher.utter_message(
            response=line.response,
            json_message=custom or None,
            buttons=[{"title": b.title, "payload": b.payload} for b in line.buttons] or None,
            **line.values,
        )
