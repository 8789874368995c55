"""Conversations live in memory and the oldest are dropped: the adapter's inbox is the truth and replays them."""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class EvictingTrackerStore(InMemoryTrackerStore):
    """An in-memory store that keeps the `max_conversations` most recently used ones."""

    def __init__(self, domain: Domain, event_broker: Any = None, max_conversations: int = 2000, **kwargs: Any) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._max = max_conversations

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the tracker as the youngest and evict the oldest beyond the limit."""
        self.store.pop(tracker.sender_id, None)
        await super().save(tracker)
        while len(self.store) > self._max:
            del self.store[next(iter(self.store))]

    async def exists(self, conversation_id: str) -> bool:
        """Whether the conversation is still here; an evicted one must be replayed by the caller."""
        return conversation_id in self.store
