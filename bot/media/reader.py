"""Hands pictures to the decoder's process, one at a time, and never waits longer than it should."""

import asyncio
import json
import logging
import os
import sys
from asyncio import IncompleteReadError
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.media.reading import Reading, Trouble

logger = logging.getLogger(__name__)

SECONDS = 8.0
_START_SECONDS = 20.0
_ANSWER_CAP = 16_000_000  # bytes
_READ, _COPY = b"r", b"c"  # as the decoder knows them
_ROOT = Path(__file__).parents[2]


class PictureReader:
    """tessdata: the folder of the language data; None reads QR codes only. seconds: for one picture.

    command: starts the decoder; the folder is added to it.
    """

    def __init__(
        self,
        tessdata: Path | None,
        seconds: float = SECONDS,
        command: tuple[str, ...] = (sys.executable, "-m", "bot.media.decoder"),
    ) -> None:
        self._command = (*command, *([str(tessdata)] if tessdata else []))
        self._has_data = tessdata is not None
        self._seconds = seconds
        self._turn = asyncio.Lock()  # first come, first served
        self._process: Process | None = None
        self._killed = False
        self._said_missing = False

    def announce(self) -> None:
        """Says in the log, once, what is missing."""
        if not self._has_data:
            self._say_missing()

    async def read(self, picture: bytes) -> Reading:
        """What the picture holds; trouble of any kind is a Reading too."""
        answer = await self._ask(_READ, picture, lambda told: Reading.from_json(json.loads(told)))
        return Reading(trouble=answer) if isinstance(answer, Trouble) else answer

    async def copy(self, picture: bytes) -> bytes:
        """The picture's pixels as a JPEG without metadata; empty when none can be made."""
        answer = await self._ask(_COPY, picture, bytes)
        return b"" if isinstance(answer, Trouble) else answer

    async def _ask[T](self, wish: bytes, picture: bytes, understand: Callable[[bytes], T]) -> T | Trouble:
        async with self._turn:
            try:
                process = await self._ready()
                async with asyncio.timeout(self._seconds):
                    await _send(process, wish + picture)
                    answer = await _receive(process)
                return understand(answer)
            except TimeoutError:
                await self._end()
                logger.warning("picture_gave_trouble trouble=slow bytes=%s", len(picture))
                return Trouble.SLOW
            except (OSError, IncompleteReadError, ValueError, KeyError, TypeError) as error:
                await self._end()
                logger.warning("picture_gave_trouble trouble=%s bytes=%s", type(error).__name__, len(picture))
                return Trouble.BROKEN
            except BaseException:  # cut off in the middle: the next answer would be this picture's
                self._kill()
                raise

    async def close(self) -> None:
        """Ends the decoder, whatever it is at."""
        await self._end()

    async def _ready(self) -> Process:
        if self._process is not None and self._process.returncode is None and not self._killed:
            return self._process
        await self._end()
        self._process = process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,  # libraries print what they stumble over
            cwd=_ROOT,
            # no secret of ours goes along; more threads than one only slow Tesseract down
            env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        )
        async with asyncio.timeout(_START_SECONDS):
            hello = json.loads(await _receive(process))
        if not hello["letters"]:
            self._say_missing()
        return process

    def _say_missing(self) -> None:
        if not self._said_missing:
            self._said_missing = True
            logger.warning(
                "text in pictures cannot be read, only QR codes: run `bash scripts/tessdata.sh` "
                "(Debian: apt-get install tesseract-ocr-vie) and start again"
            )

    async def _end(self) -> None:
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
