"""A decoder's process as the bot sees it: started when it is needed, killed when it misbehaves, started again."""

import asyncio
import json
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

_START_SECONDS = 20.0
_ANSWER_CAP = 16_000_000  # bytes
_ROOT = Path(__file__).parents[2]


class DecoderProcess:
    """command: starts the decoder. hello: learns what each new process says of itself."""

    def __init__(self, command: tuple[str, ...], hello: Callable[[dict[str, Any]], None]) -> None:
        self._command = command
        self._hello = hello
        self._process: Process | None = None
        self._killed = False

    async def ready(self) -> None:
        """Starts the process if there is none. Raises what `ask` raises, and TimeoutError."""
        if self._process is not None and self._process.returncode is None and not self._killed:
            return
        await self.end()
        self._process = process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,  # libraries print what they stumble over
            cwd=_ROOT,
            # no secret of ours goes along; more threads than one only slow Tesseract down
            env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        )
        try:
            async with asyncio.timeout(_START_SECONDS):
                self._hello(json.loads(await _receive(process)))
        except BaseException:
            self._kill()
            raise

    async def ask[T](self, wish: bytes, understand: Callable[[bytes], T]) -> T:
        """The answer to one frame. Raises OSError, IncompleteReadError, ValueError, KeyError or TypeError.

        Whoever stops waiting kills the process: its next answer would be this one's.
        """
        await self.ready()
        assert self._process is not None
        try:
            await _send(self._process, wish)
            return understand(await _receive(self._process))
        except BaseException:
            self._kill()
            raise

    async def end(self) -> None:
        """Ends the process, whatever it is at."""
        self._kill()
        if self._process is not None:
            await self._process.wait()
            self._process, self._killed = None, False

    def _kill(self) -> None:
        if self._process is not None:
            self._killed = True
            with suppress(ProcessLookupError):
                self._process.kill()


async def _send(process: Process, frame: bytes) -> None:
    assert process.stdin is not None
    process.stdin.write(len(frame).to_bytes(4) + frame)
    await process.stdin.drain()


async def _receive(process: Process) -> bytes:
    """Raises IncompleteReadError when the process is gone, ValueError when it babbles."""
    assert process.stdout is not None
    length = int.from_bytes(await process.stdout.readexactly(4))
    if length > _ANSWER_CAP:
        raise ValueError("babble")
    return await process.stdout.readexactly(length)
