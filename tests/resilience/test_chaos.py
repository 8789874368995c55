"""The crash run, small: a death at every step at least. `make chaos` is the large one."""

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest

from bot.sentences import load_sentences
from scripts.chaos.__main__ import show
from scripts.chaos.far_side import FarSide, Tip
from scripts.chaos.platforms import Telegram
from scripts.chaos.reckoning import Reckoning, reckon
from scripts.chaos.residents import Resident
from scripts.chaos.run import Outcome, Plan, run
from scripts.chaos.steps import STEPS

pytestmark = pytest.mark.slow


def test_whenever_the_bot_dies_each_message_is_answered_once_and_each_tip_arrives_once(tmp_path: Path) -> None:
    """Edge case 3; T01."""
    outcome = asyncio.run(run(Plan(faults=len(STEPS) + 4, tips=30, bots=2), tmp_path))
    found = outcome.reckoning
    assert (found.lost, found.dup, found.wrong, outcome.troubles) == ([], [], [], [])
    assert outcome.deaths.total() >= len(STEPS) + 4 and found.tips >= 30 and found.messages > 50
    assert outcome.never == [] and set(STEPS) <= set(outcome.deaths)


def test_a_step_that_was_never_reached_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    """Of it nothing is known."""
    assert Outcome(Reckoning()).is_clean
    outcome = Outcome(Reckoning(), Counter({"purging": 3}), spared=2, never=["turn in flight"])
    assert not outcome.is_clean
    show(outcome)
    assert capsys.readouterr().out.splitlines()[1:2] == ["never reached: turn in flight"]


def test_the_count_complains_of_each_fault() -> None:
    """Else it would prove nothing."""
    assert complaints("«1/1 sau đầu» a", "«1/2 sau 1/1» CH000000") == ([], [], [])
    lost, dup, wrong = complaints("«1/2 sau 1/1» CH000000")
    assert (lost, dup, wrong) == (["answer 1/1.0"], [], [])
    lost, dup, wrong = complaints("«1/1 sau đầu» a", "«1/1 sau đầu» a", "«1/2 sau 1/1» CH000000")
    assert (lost, dup, wrong) == ([], ["answer 1/1.0: 2 times and 0 marked repeats"], [])
    mark = load_sentences().sent_twice
    assert complaints("«1/1 sau đầu» a", f"{mark}\n«1/1 sau đầu» a", "«1/2 sau 1/1» CH000000") == ([], [], [])
    assert complaints("«1/2 sau 1/1» CH000000", "«1/1 sau đầu» a")[2], "out of order"
    assert complaints("«1/1 sau đầu» a", "«1/2 sau đầu» CH000000")[2], "told to a conversation that forgot"
    assert complaints("«1/1 sau đầu» a", "«1/2 sau 1/1» …")[0] == ["receipt 1/2"]
    assert complaints("«1/1 sau đầu» a", "«1/2 sau 1/1» CH000000", told=["1/2"])[2], "half a tip"
    assert complaints("«1/1 sau đầu» a", "«1/2 sau 1/1» CH000000", told=[])[0] == ["tip 1/2"]


def complaints(*screen: str, told: list[str] | None = None) -> tuple[list[str], list[str], list[str]]:
    """A resident told one thing and reported it; what their screen and the action server hold in the end."""
    resident = Resident(1, Telegram(), random.Random(1), sent={1: 0.0, 2: 0.0}, submits=[2], flows=[[1, 2], []])
    for text in screen:
        resident.sees(text)
    far = FarSide(9)
    if told != []:
        far.tips["key"] = Tip("CH000000", told or ["1/1", "1/2"])
    found = reckon([resident], far)
    return found.lost, found.dup, found.wrong
