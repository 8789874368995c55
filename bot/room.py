"""Puts the parts of the core together and runs them."""

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence

from bot.channels.channel import Channel, PictureSource, PushChannel, Troubled, Typist
from bot.channels.web.shapes import Health
from bot.core import Clock, Core
from bot.courier import Courier
from bot.database import Database
from bot.evidence.keeper import Keeper
from bot.evidence.sender import EvidenceSender
from bot.inbox import Inbox
from bot.intake_client import IntakeClient
from bot.media.desk import ReadingDesk
from bot.media.reader import PictureReader
from bot.media.tessdata import find_tessdata
from bot.patience import say_so
from bot.rasa_client import RasaClient
from bot.raw_tips import RawTipSender
from bot.retention import purge
from bot.sealing import Vault
from bot.sentences import load_sentences
from bot.settings import Settings
from bot.typing import Typing
from bot.worker import Worker

logger = logging.getLogger(__name__)


class Room:
    """The core on one database file: give it channels, start it, stop it."""

    def __init__(
        self,
        settings: Settings,
        channels: Sequence[PushChannel] = (),
        clock: Clock = time.time,
        reader: PictureReader | None = None,
    ) -> None:
        self.core = Core(
            settings=settings,
            db=Database(settings.database_path),
            vault=Vault(bytes.fromhex(settings.bot_key.get_secret_value())),
            sentences=load_sentences(),
            clock=clock,
            traits={channel.name: channel.traits for channel in channels},
        )
        self.channels = channels
        by_name: Mapping[str, Channel] = {channel.name: channel for channel in channels}
        self._rasa = RasaClient(settings.rasa_url, settings.rasa_token.get_secret_value(), settings.rasa_read_timeout)
        self._intake = IntakeClient(settings.actions_url, settings.actions_token.get_secret_value())
        self._courier = Courier(self.core, by_name)
        typists = {channel.name: channel for channel in channels if isinstance(channel, Typist)}
        self._typing = Typing(self.core, typists)
        self._reader = reader or PictureReader(find_tessdata())
        sources = {channel.name: channel for channel in channels if isinstance(channel, PictureSource)}
        self._evidence = EvidenceSender(self.core, self._intake, self._reader.copy)
        self._keeper = Keeper(self.core, sources, self._evidence.lanes.wake)
        self._worker = Worker(self.core, self._rasa, ReadingDesk(self.core, self._reader, self._keeper), self._replied)
        self._raw_tips = RawTipSender(self.core, self._intake, self._replied)
        self.inbox = Inbox(self.core, self._arrived, self._raw_tips.lanes.wake)
        self._ticking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Takes up what is on disk, then opens the channels."""
        self._reader.announce()
        await self._worker.recover()
        await self._keeper.recover()
        await self._raw_tips.recover()
        await self._evidence.recover()
        await self._courier.recover()
        self._ticking = asyncio.create_task(self._tick())
        for channel in self.channels:
            await channel.start(self.inbox)

    async def stop(self) -> None:
        """What is leaving may still arrive and be noted; then the channels close. The rest is on disk as it is."""
        self.core.bell.close()
        await self._courier.finish()  # before the channels: it speaks through them
        for channel in self.channels:
            await channel.stop()
        if self._ticking is not None:
            self._ticking.cancel()
        for part in (self._worker, self._keeper, self._raw_tips, self._evidence, self._typing):
            await part.lanes.close()
        await self._reader.close()
        await self._rasa.close()
        await self._intake.close()
        self.core.db.close()

    async def health(self) -> Health:
        """Asks Rasa and the action server, now."""
        rasa, actions = await asyncio.gather(self._rasa.healthy(), self._intake.healthy())
        found = {each.name: each.troubles() for each in self.channels if isinstance(each, Troubled)}
        troubles = {name: names for name, names in found.items() if names}
        return Health(status="ok" if rasa and actions else "starting", rasa=rasa, actions=actions, troubles=troubles)

    def _arrived(self, chat_ref: str) -> None:
        self._keeper.lanes.wake(chat_ref)
        self._worker.lanes.wake(chat_ref)
        self._courier.wake(chat_ref)
        self._typing.wake(chat_ref)

    def _replied(self, chat_ref: str) -> None:
        self.core.bell.ring(chat_ref)
        self._courier.wake(chat_ref)
        self._evidence.lanes.wake(chat_ref)  # the reply may have been a receipt

    async def _tick(self) -> None:
        purged_at = 0.0
        while True:
            try:
                for chat_ref in await self.core.db.run(lambda s: say_so(s, self.core)):
                    self._replied(chat_ref)
                if self.core.clock() - purged_at >= self.core.settings.purge_every:
                    purged_at = self.core.clock()
                    logger.info("purged messages=%s", await self.core.db.run(lambda s: purge(s, self.core)))
            except Exception as error:  # a full disk now may be a free one in a second
                logger.error("tick_failed error=%s", type(error).__name__)
            await asyncio.sleep(self.core.settings.tick_every)
