"""A resident's file, from the Bot API's own host and from nowhere else."""

import re
from urllib.parse import quote

import httpx
from telegram import Bot
from telegram.error import BadRequest

from bot.channels.telegram.failures import meaning
from bot.errors import DeliveryFailed, FetchFailed
from bot.media.shape import FILE_CAP
from bot.tls import tls

# What the platform names is put behind the host: no other scheme, no way out of the folder. The ending of a
# resident's own name comes along: "documents/file_4.QĐ-CA".
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\\?#%]|\.\.|^/|^$|^[A-Za-z][A-Za-z0-9+.-]{0,30}:|://")
_LONGEST = 512


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
            raise _refused(error) from None
        if (file.file_size or 0) > FILE_CAP:
            raise FetchFailed("too big", permanent=True, too_big=True)
        path = (file.file_path or "").removeprefix(f"{self._bot.base_file_url}/")
        if len(path) > _LONGEST or _FORBIDDEN.search(path):
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
        async with self._client.stream("GET", f"{self._base}/{quote(path)}") as answer:
            if answer.status_code != 200:  # an address lives for an hour; the next try asks for a new one
                raise FetchFailed(f"status {answer.status_code}", permanent=False)
            async for chunk in answer.aiter_bytes():
                data += chunk
                if len(data) > FILE_CAP:
                    raise FetchFailed("too big", permanent=True, too_big=True)
        return bytes(data)


def _refused(error: Exception) -> FetchFailed:
    """What getFile's refusal means: some end with the next try, and a big file is no broken one."""
    reason, told = type(error).__name__, str(error).lower() if isinstance(error, BadRequest) else ""
    if "too big" in told:
        return FetchFailed(reason, permanent=True, too_big=True)
    meant = meaning(error)
    lasting = isinstance(meant, DeliveryFailed) and meant.permanent
    return FetchFailed(reason, permanent=lasting and "temporarily" not in told)
