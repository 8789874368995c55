"""Plays every dialogue under tests/conversations/<kind>/ through the running processes and the web chat."""

import time
from pathlib import Path

import pytest

from tests.conversations.dialogue import check_tip, play, read_dialogue
from tests.resident import Resident
from tests.stack import Stack

HERE = Path(__file__).parent
KINDS = {"happy_path", "corrections", "digressions", "cancellations", "bad_input", "without_diacritics"}
FILES = sorted(HERE.glob("*/user_*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_dialogue(path: Path, stack: Stack) -> None:
    dialogue = read_dialogue(path)
    before = {tip["id"] for tip in stack.pull()} if dialogue.tip is not None else set()
    play(dialogue, Resident(stack.web))
    if dialogue.tip is None:
        return
    deadline = time.monotonic() + (0 if dialogue.tip == "none" else 15)
    while not (new := [tip for tip in stack.pull() if tip["id"] not in before]) and time.monotonic() < deadline:
        time.sleep(0.2)
    check_tip(dialogue.tip, new)


def test_there_are_dialogues_of_every_kind() -> None:
    assert {path.parent.name for path in FILES} == KINDS
    assert len(FILES) >= 40
