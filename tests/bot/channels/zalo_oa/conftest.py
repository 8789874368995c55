"""The channel between a strict Zalo on loopback and an inbox of paper."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.zalo.pictures import Pictures
from bot.channels.zalo_oa.channel import WEBHOOK, ZaloOaChannel
from bot.channels.zalo_oa.last_seen import LastSeen
from bot.channels.zalo_oa.oauth import Oauth
from bot.channels.zalo_oa.own_file import OwnFile
from bot.channels.zalo_oa.signature import Keys
from bot.channels.zalo_oa.token_store import TokenStore
from bot.channels.zalo_oa.tokens import TokenKeeper
from bot.sealing import Vault
from tests.bot.channels.paper_inbox import PaperInbox
from tests.bot.channels.zalo_oa.zalo_oa_api import APP_ID, APP_SECRET, OA_ID, OA_SECRET, USER, ZaloOaApi
from tests.bot.conftest import KEY, Clock
from tests.bot.serving import served
from tests.serving import free_port

KEYS = Keys(APP_ID, OA_ID, OA_SECRET, APP_SECRET)


@dataclass
class Desk:
    """One unit's machine: everything in `folder` outlives the process."""

    folder: Path
    zalo: ZaloOaApi
    clock: Clock
    seed: str = "refresh-0"
    store: type[TokenStore] = TokenStore
    keys: Keys = KEYS

    def __post_init__(self) -> None:
        self.vault = Vault(bytes.fromhex(KEY))
        self.file = OwnFile(self.folder / "zalo_oa.db")
        self.last_seen = LastSeen(self.file, self.vault)
        self.client = httpx.AsyncClient(timeout=httpx.Timeout(5, connect=3))
        self.tokens_on_disk = self.store(self.file, self.vault)
        name = self.vault.pseudonym("zalo_oa seed", self.seed) if self.seed else ""
        oauth = Oauth(self.client, self.zalo.url, APP_ID, APP_SECRET)
        lock = self.folder / "zalo_oa.lock"
        self.tokens = TokenKeeper(self.tokens_on_disk, oauth, lock, self.seed, name, self.clock)

    def channel(self, **options: Any) -> ZaloOaChannel:
        pictures = Pictures(trusted=(self.zalo.url,))
        return ZaloOaChannel(
            self.file, self.vault, self.keys, self.tokens, self.client, self.zalo.url,
            pictures=pictures, clock=self.clock, **options,
        )  # fmt: skip

    async def dies(self) -> None:
        """The process is gone: nothing is finished, only the descriptors are let go."""
        await self.client.aclose()
        self.file.close()


@pytest.fixture
def inbox() -> PaperInbox:
    return PaperInbox()


@pytest.fixture
async def zalo() -> AsyncIterator[ZaloOaApi]:
    api = ZaloOaApi(f"http://127.0.0.1:{free_port()}{WEBHOOK}", haste=20_000)
    async with api.running():
        yield api


MakeDesk = Callable[..., Desk]


@pytest.fixture
def make_desk(tmp_path: Path, zalo: ZaloOaApi, clock: Clock) -> MakeDesk:
    return lambda **options: Desk(tmp_path, zalo, clock, **options)


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk()


@pytest.fixture
async def channel(desk: Desk) -> AsyncIterator[ZaloOaChannel]:
    """May write to USER, who has just said something."""
    made = desk.channel()
    await desk.last_seen.note(USER, desk.clock())
    yield made
    await made.stop()


@pytest.fixture
async def open_door(channel: ZaloOaChannel, inbox: PaperInbox, zalo: ZaloOaApi) -> AsyncIterator[None]:
    """The channel's webhook listens where Zalo calls."""
    port = httpx.URL(zalo.webhook).port
    assert port is not None
    async with served(Starlette(routes=[*channel.routes(inbox)]), port):
        yield
