"""Builds what the interview hears, as the NLU would hand it over."""

import json
from typing import Any

from actions.report.hearing import Hearing
from actions.say import Say
from actions.understanding import Understanding

RECEIVED = "2026-11-21T03:00:00Z"  # a Saturday, 10:00 in Vietnam


def heard(text: str, intent: str = "", confidence: float = 0.9, **metadata: Any) -> Hearing:
    """A typed line, or a pressed button when the text is a payload like /correct{"field": "amount"}."""
    entities: dict[str, str] = {}
    if text.startswith("/"):
        name, _, rest = text[1:].partition("{")
        intent, entities = name, json.loads("{" + rest) if rest else {}
    understood = Understanding(
        text=text,
        intent=intent,
        confidence=confidence,
        mass={intent: confidence},
        material={},
        kinds={},
        slips={},
        entities=entities,
        metadata={"received_at": RECEIVED, **metadata},
    )
    return Hearing(understood, lambda u: [Say(f"utter_{u.intent}")] if u.intent.startswith("ask_") else [])
