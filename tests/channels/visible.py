"""What a resident sees of a card where only text can be sent."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from tests.conversations.dialogue import Dialogue

_TACTICS = Path(__file__).parents[2] / "nlu/tactics"
_HEADLINES = {
    "danger": "RẤT GIỐNG LỪA ĐẢO",
    "caution": "CẦN CẨN THẬN",
    "advert": "GIỐNG QUẢNG CÁO",
    "no_sign": "CHƯA THẤY DẤU HIỆU LỪA ĐẢO",
}


def without_cards(dialogue: Dialogue) -> Dialogue:
    """The dialogue with each expected card as the words that stand for it."""
    turns = [(way, words, _in_words(expect)) for way, words, expect in dialogue.turns]
    return replace(dialogue, turns=turns)


def _in_words(expect: dict[str, Any]) -> dict[str, Any]:
    card = expect.get("card")
    if not card:
        return expect
    rest = {name: value for name, value in expect.items() if name != "card"}
    words = expect.get("text", [])
    if card["type"] == "tactic" and words:  # an answer need not name the tactic that it is about
        return rest
    return rest | {"text": [*words, *seen_of(card)]}


def seen_of(card: dict[str, Any]) -> list[str]:
    """Parts of the text. A handover and what is out of scope have words of their own kind only."""
    slug = card.get("slug") or card.get("tactic")
    parts = [title_of(slug)] if slug else []
    match card["type"]:
        case "receipt":
            parts.append("Mã tin báo")
        case "verdict":
            headline = _HEADLINES[card["severity"]] if "severity" in card else ""
            parts += filter(None, [headline, card.get("official")])
    return parts


def title_of(slug: str) -> str:
    """As residents read it."""
    entry = yaml.safe_load((_TACTICS / f"{slug}.yml").read_text(encoding="utf-8"))
    return str(entry["nlu"][0]["metadata"]["title"])
