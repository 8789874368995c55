"""Residents who write one numbered message after another, report now and then, and remember all of it."""

import asyncio
import hashlib
import random
import re
import time
from dataclasses import dataclass, field

from bot.sentences import load_sentences
from scripts.chaos.far_side import LONG, SUBMIT
from scripts.chaos.platforms import Platform

ANSWER = re.compile(r"«(\d+)/(\d+)(?:\.(\d))? sau (\S+)»")
_AT_ONCE = 2  # messages without an answer, then they wait
_PATIENCE = 8.0  # seconds; then they write all the same
_AT_MOST = 5
_LONG_PARTS = 3


@dataclass
class Heard:
    """A piece of an answer on the screen. before: what the assistant had heard last. repeat: it was marked as one."""

    chat: int
    number: int
    part: int
    before: str
    repeat: bool
    text: str


@dataclass
class Resident:
    """chat: their number. sent: number to when; long: whose answer has parts; flows: each report's messages."""

    chat: int
    platform: Platform
    rng: random.Random
    sent: dict[int, float] = field(default_factory=dict)
    long: set[int] = field(default_factory=set)
    submits: list[int] = field(default_factory=list)
    flows: list[list[int]] = field(default_factory=lambda: [[]])
    files: dict[int, str] = field(default_factory=dict)
    screen: list[str] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    answered: set[int] = field(default_factory=set)

    async def live(self, ending: asyncio.Event) -> None:
        """Writes until the end."""
        while not ending.is_set():
            now = time.monotonic()
            waiting = [at for n, at in self.sent.items() if n not in self.answered]
            if len(waiting) < _AT_MOST and sum(now - at < _PATIENCE for at in waiting) < _AT_ONCE:
                await self._write()
            await asyncio.sleep(self.rng.uniform(0.1, 0.8))
        if self.flows[-1]:
            await self._write(submit=True)

    def sees(self, text: str) -> None:
        """A message came on the screen."""
        mark = load_sentences().sent_twice
        repeat = text.startswith(mark) or (bool(self.screen) and self.screen[-1] == mark)
        self.screen.append(text)
        for chat, number, part, before in ANSWER.findall(text):
            self.heard.append(Heard(int(chat), int(number), int(part or 0), before, repeat, text))
            self.answered.add(int(number))

    def parts_of(self, number: int) -> set[int]:
        """Which pieces the answer to a message has."""
        return set(range(1, _LONG_PARTS + 1)) if number in self.long else {0}

    async def _write(self, submit: bool = False) -> None:
        number = len(self.sent) + 1
        self.sent[number] = time.monotonic()
        self.flows[-1].append(number)
        words, file = "tôi kể chuyện", None
        if submit or (len(self.flows[-1]) > 1 and self.rng.random() < 0.4):
            words = SUBMIT
            self.submits.append(number)
            self.flows.append([])
        elif self.rng.random() < 0.2:
            words = LONG
            self.long.add(number)
        elif self.platform.takes_files and self.rng.random() < 0.5:
            file = b"\xff\xf1" + self.rng.randbytes(200)
            self.files[number] = hashlib.sha256(file).hexdigest()
        await self.platform.write(self.chat, number, f"{words} [{self.chat}/{number}]", file)
