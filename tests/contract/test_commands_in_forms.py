"""A platform's commands (bot/commands.yml) in the middle of each form: never recorded, and each does what it says."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask.catalogue import Catalogue
from actions.ask.in_between import InBetween
from actions.check.actions import Check, CheckStep
from actions.identity.claim import Claim
from actions.identity.conversation import take_step as take_identity_step
from actions.identity.knowledge import Knowledge
from actions.report.draft import Draft
from actions.report.hearing import Hearing
from actions.report.interview import take_step
from tests.actions.report.listening import heard

ROOT = Path(__file__).parents[2]
PAYLOADS: dict[str, str] = yaml.safe_load((ROOT / "bot/commands.yml").read_text(encoding="utf-8"))
KNOWLEDGE = Knowledge.read()
ANSWER = InBetween(Catalogue.read(), KNOWLEDGE.briefly)
TOLD = Draft(urgency="past", story="Có người gọi cho tôi")
CLAIM = Claim(body="police")
# What is said, and whether the form goes on with the same question.
IN_REPORT = {
    "start": ([], True),
    "help": (["utter_help_in_between"], True),
    "huy": ([], False),
    "xoa_du_lieu": (["utter_delete_my_data_in_between"], True),
    "trangthai": (["utter_status_in_between"], True),
    "trang_thai": (["utter_status_in_between"], True),
}
IN_CHECK = {
    "start": ([], True),
    "help": (["utter_help_in_between"], True),
    "huy": (["utter_check_left"], False),
    "xoa_du_lieu": (["utter_delete_my_data"], False),
    "trangthai": (["utter_ask_code"], False),
    "trang_thai": (["utter_ask_code"], False),
}


def hear(command: str) -> Hearing:
    return replace(heard(PAYLOADS[command]), answer=ANSWER)


def test_every_command_is_an_intent_that_has_a_rule() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert {payload.removeprefix("/") for payload in PAYLOADS.values()} <= {str(name) for name in domain["intents"]}
    assert set(PAYLOADS) == set(IN_REPORT) == set(IN_CHECK)


@pytest.mark.parametrize(("asked", "draft"), [("story", Draft(urgency="past")), ("place", TOLD)])
@pytest.mark.parametrize("command", PAYLOADS)
def test_in_the_interview(command: str, asked: str, draft: Draft) -> None:
    step = take_step(draft, asked, hear(command))
    said, goes_on = IN_REPORT[command]
    assert step.draft == draft, "a command was recorded in the tip"
    assert ([line.response for line in step.say], step.ask) == (said, asked if goes_on else None)


@pytest.mark.parametrize("command", PAYLOADS)
def test_in_the_questions_about_the_caller(command: str) -> None:
    hearing = hear(command)
    step = take_identity_step(CLAIM, "way", hearing, KNOWLEDGE.reader, lambda: ANSWER(hearing.understood))
    said, goes_on = IN_REPORT[command]
    assert (step.claim.body, step.claim.way, step.claim.wish) == ("police", None, None)
    assert ([line.response for line in step.say], step.ask) == (said, "way" if goes_on else None)


def test_a_greeting_does_not_use_up_the_patience_for_questions_in_between() -> None:
    hearing = hear("start")
    assert (
        take_identity_step(CLAIM, "way", hearing, KNOWLEDGE.reader, lambda: ANSWER(hearing.understood)).claim == CLAIM
    )


@pytest.mark.parametrize("command", PAYLOADS)
def test_where_something_to_check_is_awaited(command: str) -> None:
    dispatcher, slots = CollectingDispatcher(), {"requested_slot": "to_check", "to_check": None}
    intent = PAYLOADS[command].removeprefix("/")
    message = {"text": PAYLOADS[command], "intent": {"name": intent, "confidence": 1.0}, "metadata": {}}

    def run(action: Any) -> None:
        tracker = Tracker("s", dict(slots), message, [], False, None, {}, None)
        slots.update({each["name"]: each["value"] for each in asyncio.run(action.run(dispatcher, tracker, {}))})

    run(CheckStep())
    goes_on = slots["requested_slot"] is not None
    if not goes_on:
        run(Check(Catalogue.read(), ANSWER))
    assert ([each["response"] for each in dispatcher.messages], goes_on) == IN_CHECK[command]
    assert not slots["to_check"] and "checked" not in slots
