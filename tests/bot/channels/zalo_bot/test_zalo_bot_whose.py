"""Whose a buried update is, so that they may have it erased."""

import json
from typing import Any

import pytest

from bot.channels.zalo_bot.receiving import Receiver
from bot.channels.zalo_bot.whose import chat_in
from tests.bot.channels.paper_inbox import PaperInbox


@pytest.mark.parametrize(
    ("update", "chat_id"),
    [
        ({"message": {"chat": {"id": "abc1"}}}, "abc1"),
        ({"message": {"chat": [], "from": {"id": "abc1"}}}, "abc1"),
        ({"message": {"chat": {"id": 5.5}}}, None),
        ({"message": None}, None),
        ([], None),
        (b"no JSON", None),
    ],
)
def test_the_chat_is_found_where_it_is_named(update: object, chat_id: str | None) -> None:
    assert chat_in(update) == chat_id


async def test_it_is_kept_with_what_is_buried() -> None:
    inbox = PaperInbox()
    receiver = Receiver("9", inbox, decline=lambda group_id: None)
    update: dict[str, Any] = {"event_name": "message.text.received", "message": {"from": {"id": "abc1"}, "text": "a"}}
    await receiver.take(json.dumps(update).encode())
    await receiver.take(b"no JSON")
    assert list(inbox.whose.values()) == ["abc1", None]
