"""A channel that the platform calls has its doors at the web chat's port."""

from collections.abc import Sequence
from datetime import UTC, datetime

import httpx
import pytest
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.app import build_app, push_channels
from bot.channels.channel import InboxDoor
from bot.incoming import Incoming, Kind
from bot.room import Room
from bot.settings import Settings
from tests.bot.conftest import Clock
from tests.bot.fake_channel import FakeChannel
from tests.bot.fake_rasa import FakeRasa
from tests.bot.serving import served, until
from tests.serving import free_port


class Called(FakeChannel):
    def routes(self, inbox: InboxDoor) -> Sequence[BaseRoute]:
        async def receive(request: Request) -> Response:
            text = (await request.body()).decode()
            await inbox.accept(Incoming("telegram", text, "12345", Kind.TEXT, datetime.now(UTC), text))
            return Response(status_code=200)

        return [Route("/webhooks/fake", receive, methods=["POST"])]


@pytest.fixture
def channel() -> Called:
    return Called()


async def test_what_comes_through_a_channels_door_is_answered_through_the_channel(
    settings: Settings, clock: Clock, channel: Called, rasa: FakeRasa
) -> None:
    app = build_app(Room(settings, [channel, FakeWithoutDoor()], clock))
    async with served(app, free_port(), lifespan="on") as url, httpx.AsyncClient(base_url=url) as platform:
        assert (await platform.post("/webhooks/fake", content="một")).status_code == 200
        await until(lambda: channel.sent == [("12345", "nghe 1: một")])
        assert (await platform.get("/webhooks/fake")).status_code == 405
        assert (await platform.post("/webhooks/other")).status_code == 404
        assert (await platform.get("/healthz")).status_code == 200


class FakeWithoutDoor(FakeChannel):
    name = "other"


async def test_the_channels_whose_settings_are_present_are_built_with_their_doors(settings: Settings) -> None:
    assert push_channels(settings) == []
    public = {
        "public_url": "https://tinbao.example",
        "telegram_token": SecretStr("123456:" + "a" * 35),
        "telegram_mode": "webhook",
        "telegram_secret": SecretStr("a-secret-of-the-tests"),
        "zalo_bot_token": SecretStr("123456789:abcdefghijklmnop"),
        "zalo_bot_mode": "webhook",
        "zalo_bot_secret": SecretStr("a-secret-of-the-tests"),
        "zalo_oa_app_id": "1000000000000000001",
        "zalo_oa_secret_key": SecretStr("the-oa-secret-of-the-tests"),
        "zalo_oa_refresh_token": SecretStr("the-refresh-token-of-the-tests"),
    }
    channels = push_channels(settings.model_copy(update=public))
    try:
        assert [channel.name for channel in channels] == ["telegram", "zalo_bot", "zalo_oa"]
        room = Room(settings, channels)
        doors = {route.path for route in build_app(room).routes if isinstance(route, Route)}
        room.core.db.close()
        assert {"/webhooks/telegram", "/webhooks/zalo-bot", "/webhooks/zalo-oa"} <= doors
    finally:
        for channel in channels:
            await channel.stop()
