"""The web door over real HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest

from bot.app import build_app
from bot.room import Room
from bot.settings import Settings
from tests.bot.serving import served
from tests.serving import free_port

OpenDoor = Callable[..., Awaitable[httpx.AsyncClient]]


@pytest.fixture
async def door(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    app = build_app(Room(settings.model_copy(update={"hold_after": 0.5, "rasa_read_timeout": 3.0})))
    async with (
        served(app, free_port(), lifespan="on") as address,
        httpx.AsyncClient(base_url=address, timeout=10) as client,
    ):
        yield client


@pytest.fixture
async def chat(door: httpx.AsyncClient) -> str:
    """The address of a fresh chat's messages."""
    answer = await door.post("/api/sessions")
    return f"/api/sessions/{answer.json()['session']}/messages"
