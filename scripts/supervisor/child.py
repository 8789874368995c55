"""One supervised process: started in its own group, restarted with back-off, stopped politely and then firmly."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
import time
from pathlib import Path

from scripts.supervisor.programs import Program

_FIRST_PAUSE, _LONGEST_PAUSE, _HEALTHY_SECONDS = 0.5, 30.0, 30.0
_STOP_SECONDS = 5.0
_MAX_LOG_BYTES = 5 * 1024 * 1024
_PR_SET_PDEATHSIG = 1


class Child:
    """`run` returns only when `stop` was called."""

    def __init__(self, program: Program, log_dir: Path) -> None:
        self.program = program
        self._log = log_dir / f"{program.name}.log"
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Start; whenever the process ends unasked, say so and start it again after a growing pause."""
        pause = _FIRST_PAUSE
        while True:
            started = time.monotonic()
            code = await self._run_once()
            if self._stopping.is_set():
                return
            if time.monotonic() - started > _HEALTHY_SECONDS:
                pause = _FIRST_PAUSE
            print(
                f"  {self.program.name} ended (code {code}); again in {pause:g} s. Log: {self._log}",
                flush=True,
            )
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
                return
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def stop(self) -> None:
        """SIGTERM to the group, SIGKILL to what is left after five seconds."""
        self._stopping.set()
        if self._process is None or self._process.returncode is not None:
            return
        self._signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)
        except TimeoutError:
            self._signal(signal.SIGKILL)

    async def _run_once(self) -> int:
        if self._log.exists() and self._log.stat().st_size > _MAX_LOG_BYTES:
            self._log.replace(self._log.with_suffix(".log.1"))
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self.program.command,
                env=self.program.environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            )
        code = await self._process.wait()
        self._signal(signal.SIGKILL)  # whatever it had started itself
        return code

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)


def _die_with_parent() -> None:
    """A killed supervisor must not leave processes that hold the ports."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
