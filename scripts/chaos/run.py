"""The run: residents write, the bot dies again and again, in the end everything is counted."""

import asyncio
import logging
import os
import random
import sqlite3
import time
from collections import Counter, deque
from dataclasses import dataclass, field, replace
from pathlib import Path

import certifi

from scripts.chaos.bot_lives import BotLives
from scripts.chaos.far_side import FarSide
from scripts.chaos.platforms import Platform, ZaloOa, hush, platforms
from scripts.chaos.reckoning import Reckoning, reckon
from scripts.chaos.residents import Resident
from scripts.chaos.steps import BOOK, ONCE, REACHED, SPARED, STEPS
from tests.bot.serving import served
from tests.serving import free_port

logger = logging.getLogger(__name__)

RANDOM = "at any moment"
COLD = "at any moment, started as by an operator"
_LONGEST_LIFE = 8.0  # seconds; a step that is not reached by then becomes a death at any moment
_MORE_LIVES = 4  # for a step that was not reached in the first and in no other
_QUIET = 30.0  # seconds without a new message on any screen: nothing more will come
_LAST_WAIT = 900.0
_KEYS = {
    "TINBAO_RASA_TOKEN": "rasa-token-of-the-tests",
    "TINBAO_ACTIONS_TOKEN": "actions-token-of-the-tests",
    "TINBAO_BOT_KEY": "5a" * 32,
}


@dataclass
class Plan:
    """faults: deaths. tips: at least so many reports. bots: side by side, each with its own everything.

    chats: residents of each bot, spread over the three platforms.
    """

    faults: int = 300
    tips: int = 600
    seed: int = 1
    bots: int = 3
    chats: int = 12


@dataclass
class Outcome:
    """deaths: by step. never: steps of the schedule at which no bot died, so that nothing is known of them.

    spared: deaths put off because a marked repeat was leaving, of which nothing is promised.
    troubles: lines of the bot's log that must not be there.
    """

    reckoning: Reckoning
    deaths: Counter[str] = field(default_factory=Counter)
    spared: int = 0
    never: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Whether everything was tried and nothing went wrong."""
        return self.reckoning.is_clean and not self.troubles and not self.never

    def add(self, other: "Outcome") -> None:
        """Another bot's."""
        self.reckoning.add(other.reckoning)
        self.deaths += other.deaths
        self.spared += other.spared
        self.troubles += other.troubles


async def run(plan: Plan, data: Path) -> Outcome:
    """data: an empty directory."""
    began = time.monotonic()
    hush()
    schedule = _schedule(plan.faults, random.Random(plan.seed))
    worlds = []
    for n in range(plan.bots):
        mine = data / f"bot-{n}"
        mine.mkdir()
        share = replace(plan, tips=-(-plan.tips // plan.bots), seed=plan.seed * 100 + n)
        worlds.append(_world(share, schedule[n :: plan.bots], mine))
    outcomes = await asyncio.gather(*worlds)
    for other in outcomes[1:]:
        outcomes[0].add(other)
    outcomes[0].never = sorted(set(schedule) & set(STEPS) - set(outcomes[0].deaths))
    outcomes[0].seconds = time.monotonic() - began
    return outcomes[0]


async def _world(plan: Plan, schedule: list[str], data: Path) -> Outcome:
    rng = random.Random(plan.seed)
    web, far = free_port(), FarSide(free_port())
    async with platforms(web) as three, served(far.app, far.port), served(far.actions.app, far.actions.port):
        environment = _environment(data, web, far) | three[0].settings() | three[1].settings() | three[2].settings()
        lives = BotLives(environment)
        await lives.open()
        residents = [Resident(n, three[n % 3], random.Random(f"{plan.seed}/{n}")) for n in range(1, plan.chats + 1)]
        ending = asyncio.Event()
        writing = [asyncio.create_task(each.live(ending)) for each in residents]
        watching = asyncio.create_task(_watch(three, residents))
        try:
            deaths, spared = await _die_often(schedule, rng, lives, three, data)
            await lives.begin()
            while sum(len(each.submits) for each in residents) < plan.tips:  # noqa: ASYNC110 nobody tells
                await asyncio.sleep(0.2)
            ending.set()
            await asyncio.gather(*writing)
            await _settled(residents)
        finally:
            for task in (watching, *writing):
                task.cancel()
            await lives.close()
    return Outcome(reckon(residents, far), deaths, spared, troubles=_troubles(lives.log))


def _environment(data: Path, web: int, far: FarSide) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "SSL_CERT_FILE": _one_authority(data),
        **_KEYS,
        "TINBAO_DATA_DIR": str(data),
        "TINBAO_WEB_PORT": str(web),
        "TINBAO_RASA_PORT": str(far.port),
        "TINBAO_ACTIONS_PORT": str(far.actions.port),
        "TINBAO_MESSAGES_PER_MINUTE": "1000",
        "TINBAO_BACKOFF_LONGEST": "2",
        "TINBAO_PURGE_EVERY": "1",  # at the start alone a repeat is leaving nearly always, and spares the bot
    }


def _one_authority(data: Path) -> str:
    """A file with one certificate: nobody speaks TLS here, and loading all of them costs half a start."""
    first, end, _ = Path(certifi.where()).read_text(encoding="ascii").partition("-----END CERTIFICATE-----")
    path = data / "authority.pem"
    path.write_text(first + end + "\n", encoding="ascii")
    return str(path)


async def _watch(three: tuple[Platform, ...], residents: list[Resident]) -> None:
    by_chat = {each.chat: each for each in residents}
    while True:
        for platform in three:
            for chat, text in platform.shown():
                by_chat[chat].sees(text)
        await asyncio.sleep(0.03)


async def _die_often(
    schedule: list[str], rng: random.Random, lives: BotLives, three: tuple[Platform, ...], data: Path
) -> tuple[Counter[str], int]:
    """Deaths by step, and how many were put off."""
    deaths: Counter[str] = Counter()
    spared = 0
    left = deque((step, 1) for step in schedule)
    while left:
        step, life = left.popleft()
        if deaths.total() % 5 == 4:
            _let_a_day_pass(data / "bot.db", rng)
        reached_before = _booked(data)[REACHED]
        if step == COLD:
            await lives.begin_cold()
            await asyncio.sleep(rng.uniform(1.5, 4.0))
            spared += _repeats_are_leaving(data / "bot.db")
            while _repeats_are_leaving(data / "bot.db"):  # noqa: ASYNC110 another process
                await asyncio.sleep(0.01)
            lives.kill()
        elif step == RANDOM:
            await lives.begin(seconds=rng.uniform(0.1, 1.5))
        else:
            nth = 1 if step in ONCE or life > 1 else rng.choice((1, 1, 2, 3))
            await lives.begin(step, nth, seconds=_LONGEST_LIFE)
        ended = asyncio.create_task(lives.ended())
        while not ended.done():
            if step == "token not renewed":  # again, for renewing it may be what a repeat waits for
                _expire_token(three)
            await asyncio.wait({ended}, timeout=1)
        code = ended.result()
        if code != -9:
            raise RuntimeError(f"the bot ended by itself with {code}, see {lives.log}")
        reached = step not in STEPS or _booked(data)[REACHED] > reached_before
        deaths[step if reached else RANDOM] += 1
        if not reached and not deaths[step] and life <= _MORE_LIVES:
            left.append((step, life + 1))
        if deaths.total() % 25 == 0:
            logger.info("deaths=%s", deaths.total())
        for each in three:
            each.bot_died()
    return deaths, spared + _booked(data)[SPARED]


def _expire_token(three: tuple[Platform, ...]) -> None:
    for each in three:
        if isinstance(each, ZaloOa):
            each.expire_token()


def _booked(data: Path) -> Counter[str]:
    book = data / BOOK
    return Counter(book.read_text(encoding="ascii").split() if book.exists() else [])


def _schedule(faults: int, rng: random.Random) -> list[str]:
    """Every step as often as any other, in an order of the seed; one death in six at any moment."""
    steps: list[str] = []
    while len(steps) < faults:
        round_ = [*STEPS, RANDOM, RANDOM, RANDOM, COLD]
        rng.shuffle(round_)
        steps += round_
    return steps[:faults]


def _let_a_day_pass(database: Path, rng: random.Random) -> None:
    """For some of what is over: the next purge erases it."""
    with sqlite3.connect(database, timeout=5) as connection:
        low = rng.randrange(1, 2000)
        span = "purge_at IS NOT NULL AND id BETWEEN ? AND ?"
        connection.execute(f"UPDATE inbox SET purge_at = 1 WHERE state = 'DONE' AND {span}", (low, low + 200))  # noqa: S608
        connection.execute(f"UPDATE replies SET purge_at = 1 WHERE state = 'SENT' AND {span}", (low, low + 200))  # noqa: S608
    connection.close()


def _repeats_are_leaving(database: Path) -> bool:
    with sqlite3.connect(database, timeout=5) as connection:
        leaving = connection.execute("SELECT 1 FROM replies WHERE state = 'SENDING' AND vital AND unclear").fetchone()
    connection.close()
    return leaving is not None


async def _settled(residents: list[Resident]) -> None:
    """Until every message has its answer, or nothing comes any more."""
    deadline = time.monotonic() + _LAST_WAIT
    count, since = -1, time.monotonic()
    while time.monotonic() < deadline:
        now = sum(len(each.screen) for each in residents)
        if now != count:
            count, since = now, time.monotonic()
        quiet = time.monotonic() - since
        if quiet > _QUIET or (quiet > 3 and all(set(each.sent) <= each.answered for each in residents)):
            return
        await asyncio.sleep(0.1)


def _troubles(log: Path) -> list[str]:
    bad = ("lane_failed", "Traceback", "tick_failed", "parked row", "dead_letter", "delivery_impossible", "not_stored")
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if any(each in line for each in bad)]
