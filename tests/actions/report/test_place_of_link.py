"""Edge case 17: the commune that a deep link brings stands for the resident's place, shown and open to correction."""

import asyncio
from typing import Any

import httpx
import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.report.actions import ReportStep
from actions.report.draft import Draft
from tests.actions.intake.fake_store import FakeStore

UNITS = {"xa an lao": "Công an xã An Lão", "xa an tien": "Công an xã An Lão"}
ALMOST = Draft(urgency="past", story="họ gọi điện", facts={"amount": "", "happened_at": "", "phone": ""})


class Places(FakeStore):
    """Knows the units above, by the words asked for."""

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked = request.url.params["place"]
        if self.mood != "fine":
            return await super()._answer(request)
        name = UNITS.get(self.asked)
        return httpx.Response(200, json={"unit": name and {"name": name}, "candidates": []})


def step(store: FakeStore, text: str, asked: str, draft: Draft, commune: Any) -> tuple[dict[str, Any], Any]:
    """The draft and the next question after one line."""
    intent, _, field = text.removeprefix("/").partition(":") if text.startswith("/") else ("", "", "")
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [{"entity": "field", "value": field}] if field else [],
        "metadata": {"received_at": "2026-11-22T03:00:00Z", "commune": commune},
    }
    slots = {"report": draft.to_slot(), "requested_slot": asked}
    tracker = Tracker("s", slots, message, [], False, None, {}, None)
    run = ReportStep(lambda understood: [], store.client()).run(CollectingDispatcher(), tracker, {})
    events = {event["name"]: event["value"] for event in asyncio.run(run)}
    return events["report"], events["requested_slot"]


LAST = ("hôm qua", "happened_at", Draft(urgency="past", story="họ gọi điện", facts={"amount": "", "phone": ""}))


def test_the_place_is_not_asked_for() -> None:
    draft, ask = step(Places(), *LAST, "xa_an_lao")
    assert draft["facts"]["place"] == "xã An Lão"
    assert ask == "summary"


def test_what_the_resident_told_comes_first() -> None:
    told = Draft(urgency="past", story="x", facts={"amount": "", "phone": "", "place": "xã An Tiến"})
    draft, ask = step(Places(), "hôm qua", "happened_at", told, "xa_an_lao")
    assert (draft["facts"]["place"], ask) == ("xã An Tiến", "summary")


def test_it_can_be_corrected() -> None:
    known = Draft(urgency="past", story="x", facts={**ALMOST.facts, "place": "xã An Lão"})
    draft, ask = step(Places(), "/correct:place", "summary", known, "xa_an_lao")
    assert ("place" in draft["facts"], ask) == (False, "place")
    draft, ask = step(Places(), "xã An Hưng", "place", Draft.from_slot(draft), "xa_an_lao")
    assert (draft["facts"]["place"], ask) == ("xã An Hưng", "summary")


def test_a_hint_is_not_taken_for_leave_to_fill_it_in() -> None:
    draft, ask = step(Places(), "?", "place", ALMOST, "xa_an_lao")
    assert ("place" in draft["facts"], ask) == (False, "place")


@pytest.mark.parametrize(
    "commune",
    [None, "", "xa_khong_co", "an_lao", "XA_AN_LAO", "xa_an_lao\n", "xa_" + "a" * 90, 7, ["xa_an_lao"], "xa_an_tien"],
)
def test_an_unknown_slug_is_ignored(commune: Any) -> None:
    draft, ask = step(Places(), *LAST, commune)
    assert ("place" in draft["facts"], ask) == (False, "place")


@pytest.mark.parametrize("mood", ["dead", "angry", "garbled"])
def test_without_the_store_the_resident_is_asked(mood: str) -> None:
    store = Places()
    store.mood = mood
    draft, ask = step(store, *LAST, "xa_an_lao")
    assert ("place" in draft["facts"], ask) == (False, "place")
