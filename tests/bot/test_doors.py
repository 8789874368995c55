"""A channel that the platform calls has its doors at the web chat's port."""

from collections.abc import Sequence
from datetime import UTC, datetime

import httpx
import pytest
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


def test_without_settings_no_channel_is_built(settings: Settings) -> None:
    assert push_channels(settings) == []
