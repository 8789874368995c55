"""Every step at which a bot can be made to die: nothing of the bot knows of it, its functions are wrapped from outside.

A step is a place between two things that outlive the process: the disk, the platform, Rasa, the action server.
"""

import asyncio
import functools
import importlib
import inspect
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.letter import Letter
from bot.sentences import load_sentences
from bot.tables import ReplyRow

Counts = Callable[[tuple[Any, ...], Any], bool]


@dataclass(frozen=True)
class Step:
    """where: module:function or module:Class.method. when: before it, amid it, or after it.

    After a function that works in a transaction means: written, not yet committed.
    counts: which calls count, by arguments and result. amid: seconds into it.
    """

    where: str
    when: str
    counts: Counts = lambda _, __: True
    amid: float = 0.004  # long enough for a request to leave, too short for its answer


def _first_try(arguments: tuple[Any, ...], result: Any) -> bool:
    """Of a part. What is unclear twice is given up, that is promised (tests/bot/test_courier.py)."""
    letter = next((each for each in (*arguments, result) if isinstance(each, Letter)), None)
    return letter is not None and not letter.messages[0].text.startswith(load_sentences().sent_twice)


def _next_part(arguments: tuple[Any, ...], result: Any) -> bool:
    if not _first_try(arguments, result):
        return False
    parts_sent: int = arguments[0].get_one(ReplyRow, result.row).parts_sent
    return parts_sent > 0


STEPS = {
    "received, not stored": Step("bot.inbox:Inbox.receive", "before"),
    "stored, not committed": Step("bot.inbox:Inbox._store", "after"),
    "committed, not acknowledged": Step("bot.inbox:Inbox.receive", "after"),
    "acknowledged, no turn yet": Step("bot.worker:Worker._gather", "amid", amid=0.06),
    "turn begun, not committed": Step("bot.attempt:begin", "after", lambda _, attempt: attempt is not None),
    "turn begun, not sent": Step("bot.rasa_client:RasaClient.say", "before"),
    "turn in flight": Step("bot.rasa_client:RasaClient.say", "amid"),
    "turn answered, not finished": Step("bot.rasa_client:RasaClient.say", "after"),
    "turn finished, not committed": Step("bot.attempt:finish", "after"),
    "turn finished, not delivered": Step("bot.worker:Worker._answer", "after"),
    "reply leaving, not committed": Step("bot.courier:pick_up", "after", _first_try),
    "reply leaving, not sent": Step("bot.courier:Courier._send", "before", _first_try),
    "reply on the wire": Step("bot.courier:Courier._send", "amid", _first_try),
    "reply sent, not noted": Step("bot.courier:Courier._send", "after", _first_try),
    "reply noted, not committed": Step("bot.courier:settle", "after", _first_try),
    "between two parts": Step("bot.courier:pick_up", "after", _next_part),
    "file not fetched": Step("bot.evidence.keeper:Keeper._fetch", "before"),
    "file fetched, not kept": Step("bot.evidence.keeper:Keeper._fetch", "after"),
    "file kept, not committed": Step("bot.evidence.keeper:keep", "after"),
    "file not handed over": Step("bot.intake_client:IntakeClient.send_file", "before"),
    "file handed over, not noted": Step("bot.intake_client:IntakeClient.send_file", "after"),
    "purging": Step("bot.room:purge", "after"),
    "taking up what was left": Step("bot.courier:take_stock", "after"),
    "token not renewed": Step("bot.channels.zalo_oa.oauth:Oauth.exchange", "before"),
}

ONCE: tuple[str, ...] = ("taking up what was left", "token not renewed")  # in a life; those with files are seldom
ONCE += tuple(name for name in STEPS if name.startswith("file "))

BOOK = "book"  # in the data directory: one word a line of each life
REACHED = "reached"  # it ended at its step
SPARED = "spared"  # its end was put off because a marked repeat was leaving; at most one a life

_repeats_leaving: set[int] = set()
_spared: list[bool] = []


def spare_repeats() -> None:
    """Knows from now on when a marked repeat is on its way: whoever dies then is promised nothing, so nobody does."""
    courier: Any = importlib.import_module("bot.courier")
    pick_up, settle = courier.pick_up, courier.settle

    def picking_up(*arguments: Any) -> Letter | float | None:
        letter: Letter | float | None = pick_up(*arguments)
        if isinstance(letter, Letter) and not _first_try((letter,), None):
            _repeats_leaving.add(letter.row)
        return letter

    def settling(letter: Letter, *arguments: Any) -> None:
        settle(letter, *arguments)
        _repeats_leaving.discard(letter.row)

    courier.pick_up, courier.settle = picking_up, settling


def die_in(seconds: float) -> None:
    """Wherever the process stands then."""

    def wait() -> None:
        time.sleep(seconds)
        while _repeats_leaving:
            _spare()
            time.sleep(0.005)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=wait, daemon=True).start()


class Trap:
    """Kills the process, as a power cut would, the nth time that the step is reached."""

    def __init__(self, name: str, nth: int) -> None:
        self._step = STEPS[name]
        self._left = nth

    def lay(self) -> None:
        """Wraps the step's function; fails where it is no longer there."""
        module, path = self._step.where.split(":")
        owner: Any = importlib.import_module(module)
        *above, name = path.split(".")
        for each in above:
            owner = getattr(owner, each)
        inner = getattr(owner, name)
        wrap = self._async if inspect.iscoroutinefunction(inner) else self._plain
        setattr(owner, name, wrap(inner))

    def _plain(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(inner)
        def outer(*arguments: Any) -> Any:
            result = inner(*arguments)
            self._reach(arguments, result)
            return result

        return outer

    def _async(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(inner)
        async def outer(*arguments: Any) -> Any:
            if self._step.when == "before":
                self._reach(arguments, None)
            task = asyncio.ensure_future(inner(*arguments))
            if self._step.when == "amid":
                await asyncio.sleep(self._step.amid)
                self._reach(arguments, None)
            result = await task
            if self._step.when == "after":
                self._reach(arguments, result)
            return result

        return outer

    def _reach(self, arguments: tuple[Any, ...], result: Any) -> None:
        if not self._step.counts(arguments, result):
            return
        if _repeats_leaving:
            _spare()
            return
        self._left -= 1
        if self._left == 0:
            _book(REACHED)
            os.kill(os.getpid(), signal.SIGKILL)


def _spare() -> None:
    if not _spared:
        _spared.append(True)
        _book(SPARED)


def _book(word: str) -> None:
    with (Path(os.environ["TINBAO_DATA_DIR"]) / BOOK).open("a", encoding="ascii") as book:
        book.write(word + "\n")  # closed at once: there may be no later
