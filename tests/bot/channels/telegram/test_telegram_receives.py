"""Polling: committed before the offset moves, whatever fails on the way."""

import asyncio

import pytest

from bot.channels.telegram import TelegramChannel
from bot.incoming import Kind
from tests.bot.channels.telegram.bot_api import LAN, TOKEN, BotApi, message, refusal
from tests.bot.channels.telegram.conftest import PaperInbox, eventually


async def test_words_arrive_in_order_and_are_confirmed(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    api.message(text="một")
    last = api.message(text="hai")
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last)
    assert inbox.texts == ["một", "hai"]
    assert {tuple(call["allowed_updates"]) for call in api.called("getUpdates")} == {("message", "callback_query")}


async def test_offset_waits_for_the_commit(api: BotApi, channel: TelegramChannel, inbox: PaperInbox) -> None:
    inbox.troubles = [OSError("disk full"), OSError("disk full")]
    number = api.message(text="tôi bị lừa")
    await channel.start(inbox)
    await eventually(lambda: not inbox.troubles)
    assert api.confirmed < number
    assert inbox.taken == {}
    await eventually(lambda: api.confirmed == number)
    assert inbox.texts == ["tôi bị lừa"]


async def test_update_that_was_never_committed_comes_again_after_a_restart(api: BotApi, inbox: PaperInbox) -> None:
    inbox.troubles = [OSError("disk full")] * 50
    number = api.message(text="tôi bị lừa")
    dying = TelegramChannel(TOKEN, api.url)
    await dying.start(inbox)
    await eventually(lambda: len(inbox.troubles) < 50)
    await dying.stop()
    assert api.confirmed < number
    inbox.troubles = []
    reborn = TelegramChannel(TOKEN, api.url)
    await reborn.start(inbox)
    await eventually(lambda: api.confirmed == number)
    await reborn.stop()
    assert inbox.texts == ["tôi bị lừa"]


async def test_update_committed_but_not_confirmed_is_known_by_its_number(api: BotApi, inbox: PaperInbox) -> None:
    number = api.message(text="tôi bị lừa")
    kept = list(api.pending)
    for _ in range(2):
        channel = TelegramChannel(TOKEN, api.url)
        await channel.start(inbox)
        await eventually(lambda: api.confirmed == number)
        await channel.stop()
        api.confirmed, api.pending = 0, list(kept)  # the confirmation never reached Telegram
    assert (inbox.texts, inbox.repeats) == (["tôi bị lừa"], 1)


async def test_button_is_answered_and_leaves(api: BotApi, channel: TelegramChannel, inbox: PaperInbox) -> None:
    query = {"id": "q1", "from": LAN, "chat_instance": "c", "data": "tok", "message": message(text="Chọn")}
    api.update(callback_query=query)
    await channel.start(inbox)
    await eventually(lambda: api.called("editMessageReplyMarkup"))
    [pressed] = inbox.taken.values()
    assert (pressed.kind, pressed.button) == (Kind.BUTTON, "tok")
    assert [call["callback_query_id"] for call in api.called("answerCallbackQuery")] == ["q1"]


async def test_button_too_old_to_answer_stops_nothing(api: BotApi, channel: TelegramChannel, inbox: PaperInbox) -> None:
    api.faults["answerCallbackQuery"] = [refusal(400, "Bad Request: query is too old")]
    api.update(callback_query={"id": "q1", "from": LAN, "chat_instance": "c", "data": "tok"})
    last = api.message(text="còn đây")
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last)
    assert inbox.texts == [None, "còn đây"]


async def test_group_hears_once_where_to_write_and_is_not_kept(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    group = {"id": -9, "type": "group", "title": "Xóm"}
    api.message(text="một", chat=group)
    last = api.message(text="hai", chat=group)
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last and api.called("sendMessage"))
    await channel.stop()
    [notice] = api.called("sendMessage")
    assert notice["chat_id"] == "-9" and "nhắn riêng cho tôi" in notice["text"]
    assert inbox.taken == {}


async def test_update_the_library_cannot_read_blocks_nobody(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    api.message(text="trước")
    api.update(message={"message_id": 1, "text": "không có chat"})
    last = api.message(text="sau")
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last)
    assert inbox.texts == ["trước", "sau"]


async def test_update_our_own_code_stumbles_over_blocks_nobody(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    inbox.troubles = [ValueError("a defect")] * 3
    api.message(text="hỏng")
    last = api.message(text="sau")
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last)
    assert inbox.texts == ["sau"]


async def test_telegram_down_at_start_is_waited_for(api: BotApi, channel: TelegramChannel, inbox: PaperInbox) -> None:
    api.die()
    await channel.start(inbox)
    await asyncio.sleep(0.3)
    api.message(text="cuối cùng")
    api.start()
    await eventually(lambda: inbox.texts == ["cuối cùng"])


@pytest.mark.parametrize("status", [401, 409, 502])
async def test_polling_outlives_a_passing_refusal(api: BotApi, inbox: PaperInbox, status: int) -> None:
    channel = TelegramChannel(TOKEN, api.url, silence=2)
    api.faults["getUpdates"] = [refusal(status, "no")]
    await channel.start(inbox)
    await eventually(lambda: not api.faults["getUpdates"])
    api.message(text="vẫn nghe")
    await eventually(lambda: inbox.texts == ["vẫn nghe"])
    await channel.stop()
