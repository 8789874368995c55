"""Builds the process: the room, its channels, the web door."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from bot.channels.channel import PushChannel
from bot.channels.web.door import build_door
from bot.room import Room
from bot.settings import Settings


def push_channels(settings: Settings) -> list[PushChannel]:
    """The channels whose settings are present; the others are off."""
    channels: list[PushChannel] = []
    if settings.telegram_token is not None:
        # loaded only when needed: the library costs start-up time and memory
        from bot.channels.telegram.channel import build_telegram

        channels.append(build_telegram(settings))
    return channels


def build_app(room: Room) -> FastAPI:
    """The web application that starts and stops the room with itself."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await room.start()
        yield
        await room.stop()

    return build_door(room.core, room.inbox, room.health, lifespan)
