"""Builds the process: the room, its channels, the web door."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from bot.channels.channel import PushChannel, Webhooked
from bot.channels.web.door import build_door
from bot.room import Room
from bot.settings import Settings


def push_channels(settings: Settings) -> list[PushChannel]:
    """The channels whose settings are present; the others are off."""
    channels: list[PushChannel] = []
    if settings.telegram_token is not None:
        # loaded only when needed: the library costs start-up time and memory
        from bot.channels.telegram import build_telegram

        channels.append(build_telegram(settings))
    if settings.zalo_bot_token is not None:
        from bot.channels.zalo_bot import build_zalo_bot

        zalo_bot = build_zalo_bot(settings)
        zalo_bot.claim()
        channels.append(zalo_bot)
    if settings.zalo_oa_app_id is not None:
        from bot.channels.zalo_oa import build_zalo_oa

        channels.append(build_zalo_oa(settings))
    return channels


def build_app(room: Room) -> FastAPI:
    """The web application that starts and stops the room with itself, with the doors of its channels."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await room.start()
        yield
        await room.stop()

    app = build_door(room.core, room.inbox, room.health, lifespan)
    for channel in room.channels:
        if isinstance(channel, Webhooked):
            app.router.routes.extend(channel.routes(room.inbox))
    return app
