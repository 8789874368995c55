"""One refresh at a time on this machine, whichever process asks."""

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

_PAUSE = 0.05  # seconds between looks; a thread that waits could not be cancelled


@asynccontextmanager
async def held(path: Path) -> AsyncIterator[None]:
    """Waits until the lock is ours; it falls with the process, however that ends."""
    with path.open("wb") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                await asyncio.sleep(_PAUSE)
        yield
