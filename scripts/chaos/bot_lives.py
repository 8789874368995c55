"""One bot's lives, one after another, in one data directory."""

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]


class BotLives:
    """`begin` a life, let it end by itself with `ended`, or `kill` it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self.log = Path(environment["TINBAO_DATA_DIR"]) / "bot.log"
        self._nursery: asyncio.subprocess.Process | None = None
        self._cold: asyncio.subprocess.Process | None = None
        self._pid = 0

    async def open(self) -> None:
        """Loads what all lives share."""
        self._nursery = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "scripts.chaos.nursery",
            cwd=ROOT,
            env=self._environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )

    async def begin(self, step: str | None = None, nth: int = 1, seconds: float = 0) -> None:
        """A new life, that ends the nth time it comes to the step, or some time after so many seconds."""
        assert self._nursery is not None and self._nursery.stdin is not None
        self._nursery.stdin.write(json.dumps({"step": step, "nth": nth, "seconds": seconds}).encode() + b"\n")
        await self._nursery.stdin.drain()
        self._pid = int(await self._said())

    async def begin_cold(self) -> None:
        """A new life, as an operator starts it."""
        with self.log.open("ab") as log:
            self._cold = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )
        self._pid = self._cold.pid

    async def ended(self) -> int:
        """The exit code; -9 for one that was killed, by itself or by us."""
        if self._cold is not None:
            code, self._cold = await self._cold.wait(), None
            return code
        return int(await self._said())

    def kill(self) -> None:
        """kill -9"""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)

    async def close(self) -> None:
        """Ends the last life and the nursery."""
        self.kill()
        assert self._nursery is not None and self._nursery.stdin is not None
        self._nursery.stdin.close()
        await self._nursery.wait()

    async def _said(self) -> bytes:
        assert self._nursery is not None and self._nursery.stdout is not None
        line = await self._nursery.stdout.readline()
        if not line:
            raise RuntimeError("the nursery died")
        return line
