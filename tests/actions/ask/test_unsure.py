"""What is beside our subject is said to be so; who speaks of fraud is told where to ask."""

import asyncio
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask.actions import AnswerTactic, AnswerUnsure
from actions.ask.catalogue import Catalogue

CATALOGUE = Catalogue.read()


def answered(action: AnswerTactic | AnswerUnsure, text: str, intent: str, mass: float, *kinds: float) -> dict[str, Any]:
    """The last line said."""
    slugs = ("fake_bank", "fake_police", "fake_tax")
    latest = {
        "text": text,
        "intent": {"name": intent, "confidence": mass},
        "intent_mass": {"tactic": mass},
        "kinds": {"tactic": [[slug, p] for slug, p in zip(slugs, kinds, strict=False)]},
    }
    dispatcher = CollectingDispatcher()
    asyncio.run(action.run(dispatcher, Tracker("s", {}, latest, [], False, None, {}, None), {}))
    said: dict[str, Any] = dispatcher.messages[-1]
    return said


def card(said: dict[str, Any]) -> Any:
    return (said.get("custom") or {}).get("card")


@pytest.mark.parametrize("text", ["mai có mưa không", "lúa năm nay gặt sớm", "cốc này bao nhiêu tiền"])
def test_beside_our_subject(text: str) -> None:
    assert answered(AnswerUnsure(CATALOGUE), text, "out_of_scope", 0.1)["response"] == "utter_out_of_scope"


@pytest.mark.parametrize("text", ["bị lừa rồi không biết đòi ai", "nick bi hack, khong biet lam sao"])
def test_fraud_is_never_beside_our_subject(text: str) -> None:
    said = answered(AnswerUnsure(CATALOGUE), text, "out_of_scope", 0.1)
    assert card(said) == {"type": "handover", "reason": "not_understood"}


def test_not_sure_between_tactics_offers_them() -> None:
    said = answered(AnswerUnsure(CATALOGUE), "họ gọi bảo chuyển tiền", "nlu_fallback", 0.6, 0.3, 0.3, 0.2)
    assert card(said)["candidates"] == ["fake_bank", "fake_police", "fake_tax"]


def test_a_remark_on_something_else_gets_no_tactic() -> None:
    said = answered(AnswerTactic(CATALOGUE), "đội nhà đá chán quá nhỉ", "tactic", 0.7, 0.2, 0.1, 0.1)
    assert card(said) == {"type": "handover", "reason": "not_understood"}
    asked = answered(AnswerTactic(CATALOGUE), "ngân hàng gọi cập nhật sinh trắc học", "tactic", 0.9, 0.8, 0.1)
    assert card(asked)["slug"] == "fake_bank"


def test_words_of_fraud_and_some_likeness_are_answered_though_the_line_seemed_beside_our_subject() -> None:
    said = answered(AnswerUnsure(CATALOGUE), "mã QR dán ở cửa có nên quét", "out_of_scope", 0.3, 0.8, 0.1)
    assert card(said) == {"type": "tactic", "slug": "fake_bank", "candidates": ["fake_police"]}
