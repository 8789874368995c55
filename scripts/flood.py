"""`make flood [ROUNDS=n]`: how long one chat waits for its answer while another floods the bot; one JSON line last.

A real bot, Telegram's side and a Rasa that takes 60 ms a turn. Chat B writes every two seconds: alone, beside a chat
that sends 100 messages a minute, alone again, beside one that sends 100 at once; each time a fresh bot, several rounds,
so that a noisy moment of the machine hits all of them.
"""

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx

from bot.sentences import load_sentences
from scripts.chaos.far_side import FarSide
from scripts.chaos.platforms import Telegram, hush
from tests.bot.serving import served, until
from tests.serving import free_port

ROUNDS = 3
PHASES = ("quiet", "steady", "quiet", "burst")
SECONDS = 44.0  # of one phase
EVERY = 2.0
TURN = 0.06
FLOOD = 100  # messages a minute, or at once
B, A = 1, 2
WARM = 3  # messages of B that do not count
MOST = 1.5  # times the quiet figure
ROOT = Path(__file__).parents[1]


async def main() -> int:
    """Returns 1 when B waits too long or A hears to slow down more than once."""
    hush()
    rounds = int(sys.argv[1]) if sys.argv[1:] and sys.argv[1] else ROUNDS
    waits: dict[str, list[float]] = defaultdict(list)
    notices: list[int] = []
    for number in range(rounds):
        for phase in PHASES:
            times, told = await one_phase(phase)
            waits[phase] += times
            notices.append(told)
            print(
                f"round {number + 1} {phase:6} p95 {p95(times)} ms   n {len(times)}   notices to A {told}", flush=True
            )
    figures = {f"{phase}_p95_ms": p95(times) for phase, times in waits.items()}
    figures |= {f"{phase}_p50_ms": round(statistics.median(times), 1) for phase, times in waits.items()}
    figures |= {f"{phase}_max_ms": round(max(times), 1) for phase, times in waits.items()}
    ratio = round(max(figures["steady_p95_ms"], figures["burst_p95_ms"]) / figures["quiet_p95_ms"], 2)
    print(json.dumps({**figures, "ratio": ratio, "notices": max(notices), "n": {k: len(v) for k, v in waits.items()}}))
    return 0 if ratio <= MOST and max(notices) <= 1 else 1


async def one_phase(phase: str) -> tuple[list[float], int]:
    """Milliseconds that B waited, each time, and how often A was asked to slow down."""
    telegram, far = Telegram(), FarSide(free_port(), TURN)
    screens: dict[int, list[tuple[float, str]]] = defaultdict(list)
    await asyncio.to_thread(telegram.api.start)
    try:
        async with served(far.app, far.port), served(far.actions.app, far.actions.port), _bot(telegram, far):
            watching = asyncio.create_task(_watch(telegram, screens))
            for number in range(1, WARM + 1):
                await _ask(telegram, screens, number)
            times: list[float] = []
            flooding = asyncio.create_task(_flood(telegram, phase))
            for number in range(WARM + 1, WARM + 1 + int(SECONDS / EVERY)):
                began = time.monotonic()
                times.append(await _ask(telegram, screens, number))
                await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - began)))
            if phase == "burst":  # nothing is dropped: all hundred are answered, at the pace that Telegram allows
                await until(lambda: len([text for _, text in screens[A] if f"«{A}/" in text]) >= FLOOD, 300)
            flooding.cancel()
            watching.cancel()
    finally:
        await asyncio.to_thread(telegram.api.die)
    return times, sum(text == load_sentences().slow_down for _, text in screens[A])


async def _ask(telegram: Telegram, screens: dict[int, list[tuple[float, str]]], number: int) -> float:
    began = time.monotonic()
    await telegram.write(B, number, f"tôi hỏi [{B}/{number}]", None)
    mark = f"«{B}/{number} "
    await until(lambda: any(mark in text for _, text in screens[B]), 60)
    return (next(at for at, text in screens[B] if mark in text) - began) * 1000


async def _flood(telegram: Telegram, phase: str) -> None:
    if phase == "quiet":
        return
    for number in range(1, 10_000):
        if phase == "burst" and number > FLOOD:
            return
        await telegram.write(A, number, f"tôi hỏi [{A}/{number}]", None)
        if phase == "steady":
            await asyncio.sleep(60 / FLOOD)


async def _watch(telegram: Telegram, screens: dict[int, list[tuple[float, str]]]) -> None:
    while True:
        for chat, text in telegram.shown():
            screens[chat].append((time.monotonic(), text))
        await asyncio.sleep(0.005)


@asynccontextmanager
async def _bot(telegram: Telegram, far: FarSide) -> AsyncIterator[None]:
    """As an operator starts it, with a data directory of its own."""
    with tempfile.TemporaryDirectory(prefix="tinbao-flood-") as data:
        port = free_port()
        environment = {
            "PATH": os.environ["PATH"],
            "TINBAO_DATA_DIR": data,
            "TINBAO_WEB_PORT": str(port),
            "TINBAO_RASA_PORT": str(far.port),
            "TINBAO_ACTIONS_PORT": str(far.actions.port),
            "TINBAO_RASA_TOKEN": "rasa-token-of-the-tests",
            "TINBAO_ACTIONS_TOKEN": "actions-token-of-the-tests",
            "TINBAO_BOT_KEY": "5a" * 32,
            **telegram.settings(),
        }
        log = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            await _ready(f"http://127.0.0.1:{port}/healthz")
            yield
        finally:
            process.kill()
            await process.wait()


async def _ready(health: str) -> None:
    async with httpx.AsyncClient() as client:
        for _ in range(600):
            with suppress(httpx.HTTPError):
                if (await client.get(health)).status_code == 200:
                    return
            await asyncio.sleep(0.1)
    raise TimeoutError("the bot does not start")


def p95(times: list[float]) -> float:
    """Of milliseconds."""
    return round(sorted(times)[int(0.95 * (len(times) - 1))], 1)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
