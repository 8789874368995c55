"""Plays the dialogues of tests/conversations through Telegram, Zalo Bot and Zalo OA, many residents at a time."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.channels.platforms import Platforms, connected
from tests.channels.resident import ChannelResident
from tests.channels.roads import ROADS
from tests.channels.visible import without_cards
from tests.conversations.dialogue import check_tip, play, read_dialogue
from tests.conversations.test_dialogues import FILES

SAMPLE = 8  # of a road that differs from another only in how messages come in, every n-th dialogue
AT_ONCE = 16  # residents
LONGEST = 600.0  # seconds

# Dialogues whose point cannot be made there, and why.
NO_MARK = "Zalo does not tell that a message was forwarded: harmless words sent on look like the resident's own"
COMMAND = "a word with a slash is a command of the platform there; tests/bot/test_commands.py has what it may do"
NOT_THERE: dict[tuple[str, str], str] = {
    ("zalo_bot", "user_says_there_is_more_between_two_messages"): NO_MARK,
    ("zalo_oa", "user_says_there_is_more_between_two_messages"): NO_MARK,
    ("zalo_bot", "user_forwards_a_scam_in_three_pieces"): NO_MARK,
    ("zalo_oa", "user_forwards_a_scam_in_three_pieces"): NO_MARK,
    **{(road, "user_types_restart_during_the_form"): COMMAND for road in ROADS},
}

CASES = [
    (road, path)
    for road in ROADS
    for path in (FILES[::SAMPLE] if road == "telegram_webhook" else FILES)
    if (road, path.stem) not in NOT_THERE
]


class Plays:
    """Every dialogue that this run asks for, under way at once."""

    def __init__(self, at: dict[str, Platforms], wanted: list[tuple[str, Path]], pool: ThreadPoolExecutor) -> None:
        self.at = at
        self.residents: list[ChannelResident] = []
        self.ends: dict[tuple[str, Path], Future[ChannelResident]] = {}
        for road, path in sorted(wanted, key=lambda case: case[1]):
            self.ends[road, path] = pool.submit(self._play, road, path)

    def _play(self, road: str, path: Path) -> ChannelResident:
        """The resident as they were at the end. Raises AssertionError."""
        resident = ROADS[road][1](self.at[road])
        self.residents.append(resident)
        play(without_cards(read_dialogue(path)), resident)
        return resident


@pytest.fixture(scope="module")
def plays(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plays]:
    """One stack for the roads with the same settings."""
    asked = [getattr(item, "callspec", None) for item in request.session.items if item.path == request.path]
    wanted: list[tuple[str, Path]] = [(each.params["road"], each.params["path"]) for each in asked if each]
    with ExitStack() as down:
        pool = ThreadPoolExecutor(AT_ONCE)
        at: dict[str, Platforms] = {}
        for road in dict.fromkeys(road for road, _ in wanted):
            same = [other for other in at if ROADS[other][0] == ROADS[road][0]]
            at[road] = (
                at[same[0]] if same else down.enter_context(connected(tmp_path_factory.mktemp(road), ROADS[road][0]))
            )
        down.callback(lambda: pool.shutdown(cancel_futures=True))
        yield Plays(at, wanted, pool)


@pytest.mark.parametrize(("road", "path"), CASES, ids=lambda v: v if isinstance(v, str) else v.stem)
def test_dialogue(road: str, path: Path, plays: Plays) -> None:
    receipts = plays.ends[road, path].result(LONGEST).receipts
    wanted = read_dialogue(path).tip
    if wanted == "none":
        assert not receipts, "a tip was sent without the resident's consent"
    elif wanted is not None:
        check_tip(wanted, [_arrived(plays.at[road], code) for code in receipts])


def test_the_police_hold_no_tip_whose_receipt_nobody_saw(plays: Plays) -> None:
    wait(plays.ends.values(), LONGEST)
    held = {tip["code"] for at in set(plays.at.values()) for tip in at.stack.pull()}
    assert held <= {code for resident in plays.residents for code in resident.receipts}


def test_what_is_left_out_is_a_dialogue() -> None:
    assert {name for _, name in NOT_THERE} <= {path.stem for path in FILES}


def _arrived(at: Platforms, code: str) -> dict[str, Any]:
    deadline = time.monotonic() + 20
    while not (found := [tip for tip in at.stack.pull() if tip["code"] == code]):
        assert time.monotonic() < deadline, "the tip of the receipt is not with the police"
        time.sleep(0.2)
    return found[0]
