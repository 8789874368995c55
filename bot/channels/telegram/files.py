"""A resident's file, from the Bot API's own host and from nowhere else."""

import re

import httpx
from telegram import Bot

from bot.channels.telegram.failures import meaning
from bot.errors import DeliveryFailed, FetchFailed
from bot.media.shape import FILE_CAP
from bot.tls import tls

# What the platform names is put behind the host: no other scheme, no way out of the folder.
_PATH = re.compile(r"^(?!.*\.\.)[A-Za-z0-9_-][A-Za-z0-9_./-]{0,255}")


class Files:
    """base: the address before the path that getFile names."""

    def __init__(self, bot: Bot, base: str) -> None:
        self._bot = bot
        self._base = base
        self._client = httpx.AsyncClient(timeout=httpx.Timeout(20, connect=5), follow_redirects=False, verify=tls())

    async def fetch(self, ref: str) -> bytes:
        """The bytes by the file's id. Raises FetchFailed, permanent where another try would end the same."""
        try:
            file = await self._bot.get_file(ref)
        except Exception as error:  # the library's own text may hold the address, and the address the token
            meant = meaning(error)
            permanent = isinstance(meant, DeliveryFailed) and meant.permanent
            raise FetchFailed(type(error).__name__, permanent=permanent) from None
        if (file.file_size or 0) > FILE_CAP:
            raise FetchFailed("too big", permanent=True, too_big=True)
        path = (file.file_path or "").removeprefix(f"{self._bot.base_file_url}/")
        if not _PATH.fullmatch(path):
            raise FetchFailed("path", permanent=True)
        try:
            return await self._download(path)
        except httpx.HTTPError as error:
            raise FetchFailed(type(error).__name__, permanent=False) from None

    async def close(self) -> None:
        """Ends every download."""
        await self._client.aclose()

    async def _download(self, path: str) -> bytes:
        data = bytearray()
        async with self._client.stream("GET", f"{self._base}/{path}") as answer:
            if answer.status_code != 200:  # an address lives for an hour; the next try asks for a new one
                raise FetchFailed(f"status {answer.status_code}", permanent=False)
            async for chunk in answer.aiter_bytes():
                data += chunk
                if len(data) > FILE_CAP:
                    raise FetchFailed("too big", permanent=True, too_big=True)
        return bytes(data)
