"""Erasing from inside the interview: offered, confirmed by its button, or declined."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask.catalogue import Catalogue
from actions.ask.in_between import InBetween
from actions.intake.database import open_database
from actions.intake.forwarder import Forwarder
from actions.intake.local_key import LocalKey
from actions.intake.outbox import Outbox
from actions.intake.store import Store
from actions.report.actions import ReportStep, SubmitTip
from actions.report.draft import Draft

TOLD = Draft(urgency="past", story="Có người gọi cho tôi", facts={"phone": "0912345678"})


class Interview:
    """One line of the resident after question `asked`, through the form's actions as Rasa's rules call them."""

    def __init__(self, folder: Path) -> None:
        store = Store(httpx.AsyncClient(base_url="http://127.0.0.1:9"), "token")
        outbox = Outbox(open_database(folder / "actions.db"), LocalKey("ab" * 32))
        self._step = ReportStep(InBetween(Catalogue.read(), lambda text: []), store)
        self._submit = SubmitTip(outbox, Forwarder(outbox, store))
        self.slots: dict[str, Any] = {}
        self.said: list[dict[str, Any]] = []

    def hears(self, text: str, intent: str, asked: str) -> None:
        dispatcher = CollectingDispatcher()
        message = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": [], "metadata": {}}
        self.slots = {"report": TOLD.to_slot(), "checked": {"text": "tin lạ"}, "requested_slot": asked}
        for action in (self._step, self._submit):
            tracker = Tracker("s", self.slots, message, [], False, None, {}, None)
            for event in asyncio.run(action.run(dispatcher, tracker, {})):
                self.slots[event["name"]] = event["value"]
            if self.slots["requested_slot"]:
                break
        self.said = dispatcher.messages


@pytest.fixture
def interview(tmp_path: Path) -> Interview:
    return Interview(tmp_path)


@pytest.mark.parametrize("asked", ["urgency", "story", "phone", "place", "place_choice", "summary", "consent"])
def test_the_button_ends_the_interview_and_erases(interview: Interview, asked: str) -> None:
    interview.hears("/delete_draft", "delete_draft", asked)
    assert [line["response"] for line in interview.said] == ["utter_draft_deleted"]
    assert interview.said[0]["custom"]["flow"] == "erased"
    assert not any(interview.slots.values()), interview.slots


@pytest.mark.parametrize(
    ("text", "intent", "line"),
    [
        ("xóa dữ liệu của tôi", "delete_my_data", "utter_delete_my_data_in_between"),
        ("xoa du lieu cua toi", "delete_my_data", "utter_delete_my_data_in_between"),
        ("thôi xóa hết đi", "delete_my_data", "utter_delete_my_data_in_between"),
        ("/keep_data", "keep_data", "utter_data_kept"),
    ],
)
@pytest.mark.parametrize("asked", ["story", "phone", "summary", "consent"])
def test_asking_and_declining_leave_the_draft_alone(
    interview: Interview, asked: str, text: str, intent: str, line: str
) -> None:
    interview.hears(text, intent, asked)
    assert [each["response"] for each in interview.said] == [line]
    assert (interview.slots["report"], interview.slots["requested_slot"]) == (TOLD.to_slot(), asked)
