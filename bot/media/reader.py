"""Hands pictures to the decoders, so that no chat's slow pictures keep another's waiting.

Every picture begins at the front decoder and has it for a moment; that is enough for a usual screenshot. One that
needs longer goes on behind, with a decoder of its own, one at a time. A chat that sent such a picture queues there for
a while, last, and has less time if nothing came of it. Copies are made there too, when nothing is to be read.
"""

import asyncio
import json
import logging
import sys
from asyncio import IncompleteReadError
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

from bot.media.decoder_process import DecoderProcess
from bot.media.reading import Reading, Trouble
from bot.media.slowness import Slowness
from bot.media.turns import Turns

logger = logging.getLogger(__name__)

SECONDS = 8.0
MOMENT = 1.5  # seconds at the front
_READ, _COPY = b"r", b"c"  # as the decoder knows them
_FIRST, _AGAIN, _NO_HURRY = range(3)  # ranks behind: a chat's first long picture, its next ones, copies


class PictureReader:
    """tessdata: the folder of the language data; None reads QR codes only. seconds: for one picture; moment: of them
    at the front.

    command: starts a decoder; the folder is added to it.
    """

    def __init__(
        self,
        tessdata: Path | None,
        seconds: float = SECONDS,
        command: tuple[str, ...] = (sys.executable, "-m", "bot.media.decoder"),
        moment: float = MOMENT,
    ) -> None:
        command = (*command, *([str(tessdata)] if tessdata else []))
        self._has_data = tessdata is not None
        self._seconds = seconds
        self._moment = min(moment, seconds)
        self._front, self._behind = DecoderProcess(command, self._hear), DecoderProcess(command, self._hear)
        self._front_turn = asyncio.Lock()  # first come, first served
        self._behind_turns = Turns()
        self._slowness = Slowness(seconds)
        self._said: set[str] = set()

    def announce(self) -> None:
        """Says in the log, once, what is missing."""
        if not self._has_data:
            self._say_missing()

    async def read(self, picture: bytes, chat: str = "") -> Reading:
        """What the picture holds; trouble of any kind is a Reading too. chat: any name of who waits for it."""
        reading = await _settled(self._read(picture, chat), len(picture))
        if isinstance(reading, Trouble):
            reading = Reading(trouble=reading)
        if reading.trouble is not None and self._slowness.seconds(chat) is not None:
            self._slowness.wasted(chat)
        return reading

    async def copy(self, picture: bytes) -> bytes:
        """The picture's pixels as a JPEG without metadata; empty when none can be made. Readings go first."""
        copy = await _settled(self._copy(picture), len(picture))
        return b"" if isinstance(copy, Trouble) else copy

    async def close(self) -> None:
        """Ends the decoders, whatever they are at."""
        await self._front.end()
        await self._behind.end()

    async def _read(self, picture: bytes, chat: str) -> Reading:
        wish = _READ + picture
        seconds = self._slowness.seconds(chat)
        if seconds is not None:
            return await self._read_behind(wish, _AGAIN, seconds)
        moved = False
        async with self._front_turn:
            decoder = self._front
            await decoder.ready()
            asked = asyncio.create_task(decoder.ask(wish, _reading))
            try:
                await asyncio.wait({asked}, timeout=self._moment)
                if asked.done():
                    return asked.result()
                self._slowness.overran(chat)
                moved = self._behind_turns.take_if_free()
            finally:
                if not moved:
                    asked.cancel()
                    await asyncio.gather(asked, return_exceptions=True)
            if moved:  # it goes on where it is, and the other decoder takes the front
                self._front, self._behind = self._behind, decoder
        if not moved:
            return await self._read_behind(wish, _FIRST, self._seconds)
        try:
            async with asyncio.timeout(self._seconds - self._moment):
                return await asked
        finally:
            self._behind_turns.give()

    async def _read_behind(self, wish: bytes, rank: int, seconds: float) -> Reading:
        async with self._behind_turns.taken(rank, self._seconds):
            await self._behind.ready()
            async with asyncio.timeout(seconds):
                return await self._behind.ask(wish, _reading)

    async def _copy(self, picture: bytes) -> bytes:
        async with self._behind_turns.taken(_NO_HURRY):
            await self._behind.ready()
            async with asyncio.timeout(self._seconds):
                return await self._behind.ask(_COPY + picture, bytes)

    def _hear(self, hello: dict[str, Any]) -> None:
        if not hello["letters"]:
            self._say_missing()
        if not hello["alone"]:
            self._say("the process that opens pictures keeps its network: the kernel grants it no namespace of its own")

    def _say_missing(self) -> None:
        self._say(
            "text in pictures cannot be read, only QR codes: run `bash scripts/tessdata.sh` "
            "(Debian: apt-get install tesseract-ocr-vie) and start again"
        )

    def _say(self, warning: str) -> None:
        if warning not in self._said:
            self._said.add(warning)
            logger.warning(warning)


def _reading(told: bytes) -> Reading:
    return Reading.from_json(json.loads(told))


async def _settled[T](asking: Awaitable[T], size: int) -> T | Trouble:
    """The answer, or what went wrong, which the log tells with the picture's size in bytes."""
    try:
        return await asking
    except TimeoutError:
        trouble, name = Trouble.SLOW, "slow"
    except (OSError, IncompleteReadError, ValueError, KeyError, TypeError) as error:
        trouble, name = Trouble.BROKEN, type(error).__name__
    logger.warning("picture_gave_trouble trouble=%s bytes=%s", name, size)
    return trouble
