"""Whose a buried update is, so that they may have it erased."""

import pytest

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.whose import chat_in
from tests.bot.channels.telegram.bot_api import BotApi
from tests.bot.channels.telegram.conftest import PaperInbox, eventually


@pytest.mark.parametrize(
    ("update", "chat_id"),
    [
        ({"message": {"chat": {"id": 7001}, "date": "now"}}, "7001"),
        ({"edited_message": {"chat": {"id": 7001}}}, "7001"),
        ({"message": {"chat": 5, "from": {"id": 7001}}}, "7001"),
        ({"callback_query": {"from": {"id": 7001}}}, "7001"),
        ({"my_chat_member": {"chat": {"id": 7001}}}, "7001"),
        ({"message": {"chat": {"id": "7001"}}}, None),
        ({"message": {"chat": {"id": True}}}, None),
        ({"message": {"chat": {"id": 10**40}}}, None),
        ({"message": []}, None),
        ([], None),
        (None, None),
    ],
)
def test_the_chat_is_found_where_it_is_named(update: object, chat_id: str | None) -> None:
    assert chat_in(update) == chat_id


async def test_it_is_kept_with_what_is_buried(api: BotApi, channel: TelegramChannel, inbox: PaperInbox) -> None:
    inbox.troubles = [ValueError("a defect")] * 3
    api.message(text="hỏng")
    api.update(message={"message_id": 1, "chat": {"id": 7001}})
    nobodys = api.push('{"update_id":%d, broken')
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == nobodys)
    assert list(inbox.whose.values()) == ["7001", "7001", None]
