"""One dialogue of a resident with the assistant, read from YAML.

story: one sentence about a person
turns:
- say: words typed            # or press: a button's title, or forward: a message received
  expect:                     # at least one of
    text: [parts that must be there]
    not_text: [parts that must not be there]
    buttons: [titles that must be there]
    card: {type: verdict, severity: danger}   # every named part of some card
tip:                          # what the police then hold; tip: none when nothing may have been sent
  urgency: past
  story: part of the account
  fields: {phone: "0912345678"}
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import yaml

_WAYS = ("say", "press", "forward")
_EXPECTATIONS = {"text", "not_text", "buttons", "card"}


class Speaker(Protocol):
    """A resident, on whatever channel; what they see is of the latest turn."""

    def say(self, text: str) -> object: ...
    def forward(self, text: str) -> object: ...
    def press(self, title: str) -> object: ...

    @property
    def text(self) -> str: ...
    @property
    def titles(self) -> list[str]: ...
    @property
    def cards(self) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Dialogue:
    """`turns` are (way, words, expectations); `tip` is None, "none" or what a tip must hold."""

    story: str
    turns: list[tuple[str, str, dict[str, Any]]]
    tip: Any


def read_dialogue(path: Path) -> Dialogue:
    """The dialogue of a file; raises AssertionError for a turn that asserts nothing or a word it does not know."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(raw) <= {"story", "turns", "tip"}, f"{path.name}: {set(raw)}"
    turns = []
    for turn in raw["turns"]:
        way = next(w for w in _WAYS if w in turn)
        expect = turn.get("expect") or {}
        assert set(expect) <= _EXPECTATIONS, f"{path.name}: {set(expect)}"
        assert set(turn) <= {way, "expect"}, f"{path.name}: {set(turn)}"
        assert any(expect.get(name) for name in ("text", "buttons", "card")), f"{path.name}: a turn asserts nothing"
        turns.append((way, str(turn[way]), expect))
    return Dialogue(raw["story"], turns, raw.get("tip"))


def play(dialogue: Dialogue, resident: Speaker) -> None:
    """Say every line and check every expectation; the failure shows the turn and what was answered."""
    for number, (way, words, expect) in enumerate(dialogue.turns, start=1):
        getattr(resident, way)(words)
        said = f"turn {number} {way} {words!r}:\n{resident.text}\nbuttons {resident.titles}\ncards {resident.cards}"
        for part in expect.get("text", []):
            assert part.lower() in resident.text.lower(), f"{part!r} is missing; {said}"
        for part in expect.get("not_text", []):
            assert part.lower() not in resident.text.lower(), f"{part!r} is there; {said}"
        for title in expect.get("buttons", []):
            assert title in resident.titles, f"button {title!r} is missing; {said}"
        if wanted := expect.get("card"):
            assert any(wanted.items() <= card.items() for card in resident.cards), f"card {wanted} is missing; {said}"


def check_tip(wanted: Any, new_tips: list[dict[str, Any]]) -> None:
    """Compare what the police hold since the dialogue began with what the dialogue says they should."""
    if wanted is None:
        return
    if wanted == "none":
        assert new_tips == [], "a tip was sent without the resident's consent"
        return
    assert len(new_tips) == 1, f"{len(new_tips)} tips instead of one"
    tip = new_tips[0]
    document = tip["document"]
    for name, value in wanted.items():
        if name == "story":
            assert value in document["story"], document["story"]
        elif name == "checked_text":
            assert value in (document["checked_text"] or ""), document["checked_text"]
        elif name == "fields":
            for field, part in value.items():
                assert part in document["fields"].get(field, ""), (field, document["fields"])
        elif name == "not_fields":
            assert not set(value) & set(document["fields"]), document["fields"]
        else:
            assert tip[name] == value, (name, tip[name])
