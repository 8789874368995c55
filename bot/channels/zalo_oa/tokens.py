"""Keeps a working access token. The refresh token works once: each step is on disk before the next."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.channels.zalo_oa.file_lock import held
from bot.channels.zalo_oa.oauth import Oauth
from bot.channels.zalo_oa.token_store import Pair, TokenStore
from bot.errors import DeliveryFailed, RefreshFailed, SealBroken

logger = logging.getLogger(__name__)

AHEAD = 2 * 3600.0  # seconds before its end in which an access token is renewed
AFTER_FAILURE = 20.0  # seconds before the next try
AFTER_SUCCESS = 20.0  # a fresh token that is refused at once is no reason to burn the next
SPENT_WAIT = 300.0
CLOSING = 30.0


class TokenKeeper:
    """seed, seed_name: the pasted refresh token and its pseudonym; both empty where none is set."""

    def __init__(
        self,
        store: TokenStore,
        oauth: Oauth,
        lock: Path,
        seed: str,
        seed_name: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._oauth = oauth
        self._lock = lock
        self._seed = seed
        self._seed_name = seed_name
        self._clock = clock
        self._pair: Pair | None = None
        self._not_before = 0.0
        self._renewal: asyncio.Task[Pair] | None = None

    @property
    def spent(self) -> bool:
        """Whether the unit must paste a new refresh token."""
        return self._pair is not None and self._pair.spent

    async def access(self) -> str:
        """A token that should work. Raises DeliveryFailed, never permanent: what waits is kept."""
        pair = self._pair or await self._current()
        if pair.access and self._clock() < pair.expires_at:
            return pair.access
        return (await self._renewed(pair.access)).access

    async def instead_of(self, refused: str) -> str:
        """Another token than this one, which the platform has just refused. Raises DeliveryFailed."""
        return (await self._renewed(refused)).access

    async def tend(self) -> None:
        """Renews ahead of time, and what a crash left in use. Raises nothing for a platform that is down."""
        pair = self._pair or await self._current()
        if pair.spent or not (pair.in_use_since or self._clock() > pair.expires_at - AHEAD):
            return
        try:
            await self._renewed(pair.access)
        except DeliveryFailed:
            return  # said in the log where it happened

    async def close(self) -> None:
        """Waits for a renewal under way: cut off between answer and disk it would lose the pair."""
        if self._renewal is not None:
            await asyncio.wait([self._renewal], timeout=CLOSING)

    async def _renewed(self, refused: str) -> Pair:
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew(refused), name="zalo oa tokens")
        return await asyncio.shield(self._renewal)

    async def _renew(self, refused: str) -> Pair:
        async with held(self._lock):
            pair = await self._current()
            if pair.spent:
                raise DeliveryFailed("refresh token spent", permanent=False, retry_after=SPENT_WAIT)
            if pair.access not in ("", refused) and self._clock() < pair.expires_at:
                return pair  # another process was faster
            if (wait := self._not_before - self._clock()) > 0:
                raise DeliveryFailed("access token not renewed", permanent=False, retry_after=wait)
            used = replace(pair, in_use_since=self._clock())
            try:
                await self._keep(used)
            except sqlite3.Error as error:
                logger.error("zalo_oa_token_not_stored error=%s", type(error).__name__)
                raise DeliveryFailed("disk", permanent=False, retry_after=AFTER_FAILURE) from None
            try:
                grant = await self._oauth.exchange(used.refresh)
            except RefreshFailed as failure:
                await self._failed(used, failure)
                raise DeliveryFailed("access token not renewed", permanent=False, retry_after=AFTER_FAILURE) from None
            fresh = Pair(grant.refresh, pair.seed, grant.access, self._clock() + grant.life)
            await self._keep_surely(fresh)
            self._not_before = self._clock() + AFTER_SUCCESS
            logger.info("zalo_oa_token_renewed hours=%.1f", grant.life / 3600)
            return fresh

    async def _failed(self, used: Pair, failure: RefreshFailed) -> None:
        self._not_before = self._clock() + AFTER_FAILURE
        if not failure.spent:
            logger.warning("zalo_oa_token_not_renewed reason=%s", failure)
            return
        await self._keep(replace(used, access="", expires_at=0.0, spent=True))
        _call_for_help(failure)

    async def _keep(self, pair: Pair) -> None:
        await self._store.save(pair)
        self._pair = pair

    async def _keep_surely(self, fresh: Pair) -> None:
        """The platform has forgotten the old pair: until the disk takes the new one it exists only here."""
        while True:
            try:
                return await self._keep(fresh)
            except sqlite3.Error as error:
                logger.error("zalo_oa_token_not_stored error=%s", type(error).__name__)
            await asyncio.sleep(1)

    async def _current(self) -> Pair:
        """What is on disk, or the pasted token where that is another than the one the stored pair came from."""
        try:
            pair = await self._store.load()
        except SealBroken:
            logger.error("zalo_oa_tokens_unreadable what_to_do=check TINBAO_BOT_KEY; trying the pasted refresh token")
            pair = None
        if self._seed and (pair is None or pair.seed != self._seed_name):
            pair = Pair(self._seed, self._seed_name)
            await self._store.save(pair)
        if pair is None:
            raise DeliveryFailed("no refresh token", permanent=False, retry_after=SPENT_WAIT)
        if pair.spent and (self._pair is None or not self._pair.spent):
            _call_for_help("found so at start")
        self._pair = pair
        return pair


def _call_for_help(reason: object) -> None:
    logger.error(
        "zalo_oa_refresh_token_spent reason=%s what_to_do=approve the app for the OA again on developers.zalo.me, put "
        "the new refresh token into TINBAO_ZALO_OA_REFRESH_TOKEN and restart; replies are kept until then",
        reason,
    )
