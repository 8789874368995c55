"""Tells pasted or forwarded material from talk: what was forwarded is checked, whatever it says."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

# A lone link, phone number or account is something to check; the class model has never seen that number.
_LONE_LINK = re.compile(r"(?<!\S)\S{1,300}(?:\.|\[\.\]|\s\.\s)[a-z]{2,24}(?:/\S{0,2000})?")
_LONE_CODE = re.compile(r"(?:mã |ma )?(?:[0-9a-z]{4}[- ]?){2}[0-9a-z]{4}")
_LONE_NUMBER = re.compile(r"[+\d(][\d\s.()-]{2,24}")
_LINK_INSIDE = re.compile(
    r"h(?:tt|xx)ps?://|www\.|\[\.\]|\b[a-z0-9-]{1,63}\.(?:com|vn|net|top|xyz|cc|info|shop|vip|club|online|site|app)\b"
)
_TALK = {"report", "already_paid", "ask_status"}
# What reads so much like a scammer's own words is judged, even where the intent takes it for small talk.
_SCAMMERS_WORDS = 0.75
_MATERIAL = {"scam_text", "genuine_text", "advert_text", "ask_check"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class PastedTextDetector(GraphComponent):
    """Sets the intent `pasted_text` for forwarded texts, lone links and numbers, and long texts with links."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PastedTextDetector:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """See the class; the original ranking stays in `intent_ranking`."""
        for message in messages:
            intent = (message.get(INTENT) or {}).get("name", "")
            text = message.get(TEXT) or ""
            whose = message.get("material") or {}
            if (message.get("metadata") or {}).get("forwarded") or is_pasted(text, intent):
                _settle(message, "pasted_text")
            elif intent == "out_of_scope" and whose.get("scam", 0.0) >= _SCAMMERS_WORDS:
                _settle(message, "scam_text")
            elif is_receipt_code(text):
                _settle(message, "ask_status")
        return messages


def is_receipt_code(text: str) -> bool:
    """Whether the line is nothing but what looks like a tip's receipt code (letters and digits, 4-4-4)."""
    lower = text.strip().lower()
    mixed = any(c.isdigit() for c in lower) and any(c.isalpha() for c in lower.removeprefix("mã").removeprefix("ma"))
    return mixed and bool(_LONE_CODE.fullmatch(lower))


def _settle(message: Message, intent: str) -> None:
    sure = {"name": intent, "confidence": 1.0}
    message.set(INTENT, sure, add_to_output=True)
    # The fallback classifier calls two near neighbours ambiguous: what is settled stands alone in the ranking.
    message.set("intent_ranking", [sure], add_to_output=True)


def is_pasted(text: str, intent: str) -> bool:
    """Whether text (of this predicted intent) is material to judge rather than something said to us."""
    lower = text.strip().lower()
    if _LONE_LINK.fullmatch(lower) or _LONE_NUMBER.fullmatch(lower):
        return True
    if intent in _TALK or intent in _MATERIAL:
        return False
    return bool(_LINK_INSIDE.search(lower)) and len(lower.split()) >= 4
