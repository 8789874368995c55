"""An inbox of paper, for a channel without a room behind it."""

from datetime import datetime

from bot.incoming import Incoming


class PaperInbox:
    """`taken` survives as a disk would; `troubles` are raised first, oldest first."""

    def __init__(self) -> None:
        self.taken: dict[str, Incoming] = {}
        self.repeats = 0
        self.troubles: list[Exception] = []
        self.buried: dict[str, tuple[bytes, str]] = {}
        self.whose: dict[str, str | None] = {}  # a buried update's chat
        self.standing: list[tuple[str, str]] = []
        self.paused: dict[str, datetime] = {}
        self.groups: list[str] = []

    async def accept(self, incoming: Incoming) -> bool:
        self._stumble()
        if incoming.event_id in self.taken:
            self.repeats += 1
            return False
        self.taken[incoming.event_id] = incoming
        return True

    async def bury(self, channel: str, event_id: str, raw: bytes, reason: str, chat_id: str | None = None) -> None:
        self._stumble()
        self.buried[event_id] = (raw, reason)
        self.whose[event_id] = chat_id

    async def gone(self, channel: str, chat_id: str, at: datetime | None = None) -> None:
        self.standing.append(("gone", chat_id))

    async def back(self, channel: str, chat_id: str) -> None:
        self.standing.append(("back", chat_id))

    async def pause(self, channel: str, chat_id: str, until: datetime) -> None:
        self._stumble()
        self.paused[chat_id] = until

    async def group(self, channel: str, group_id: str) -> bool:
        self.groups.append(group_id)
        return self.groups.count(group_id) == 1

    @property
    def texts(self) -> list[str | None]:
        return [incoming.text for incoming in self.taken.values()]

    @property
    def last(self) -> Incoming:
        return list(self.taken.values())[-1]

    def _stumble(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
