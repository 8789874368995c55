"""Pictures for residents: Zalo takes them first, then a message shows them by the id it gave."""

import hashlib
import logging
import time
from collections.abc import Callable

import httpx

from bot.channels.zalo_oa import failures
from bot.errors import DeliveryError

logger = logging.getLogger(__name__)

UPLOAD = "/v2.0/oa/upload/image"
_LIFE = 6 * 24 * 3600.0  # seconds; Zalo forgets an id after 7 days
_REMEMBERED = 200
_PATIENCE = httpx.Timeout(8, connect=3)  # the words wait for it


class Uploads:
    """Remembers its ids: a message that must be tried again shall not count again (Zalo allows 5,000 a month)."""

    def __init__(self, client: httpx.AsyncClient, api_url: str, clock: Callable[[], float] = time.time) -> None:
        self._client = client
        self._url = api_url.rstrip("/") + UPLOAD
        self._clock = clock
        self._known: dict[bytes, tuple[str, float]] = {}

    async def image(self, token: str, png: bytes) -> str | None:
        """The picture's id. None when Zalo did not take it: the words then go alone.

        Whether a refused token is to be renewed is for the words to find out: refused here alone it would burn a
        refresh token with every try.
        """
        digest = hashlib.sha256(png).digest()
        known, until = self._known.get(digest, ("", 0.0))
        if self._clock() < until:
            return known
        try:
            answer = await self._client.post(
                self._url,
                files={"file": ("ma-tin-bao.png", png, "image/png")},
                headers={"access_token": token},
                timeout=_PATIENCE,
            )
            name = str(failures.check(answer)["attachment_id"])
        except (httpx.HTTPError, failures.StaleToken, DeliveryError, KeyError) as error:
            reason = error if isinstance(error, DeliveryError) else type(error).__name__
            logger.warning("zalo_oa_picture_not_taken reason=%s", reason)
            return None
        while len(self._known) >= _REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[digest] = name, self._clock() + _LIFE
        return name
