"""Polling: committed before the offset moves, whatever fails on the way."""

import asyncio
import logging
import time

import pytest
from sqlalchemy.exc import IntegrityError

from bot.channels.telegram import TelegramChannel
from bot.errors import SealBroken
from bot.incoming import Kind
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi, refusal
from tests.bot.channels.telegram.conftest import PaperInbox, eventually

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]


async def test_words_arrive_in_order_and_are_confirmed(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    """Edge case 4, as far as the channel goes."""
    numbers = [api.message(text=str(n)) for n in range(250)]
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == numbers[-1])
    assert inbox.texts == [str(n) for n in range(250)]
    assert [call["allowed_updates"] for call in api.called("getUpdates")][0] == ALLOWED
    assert api.called("deleteWebhook")


async def test_offset_waits_for_the_commit(api: BotApi, channel: TelegramChannel, inbox: PaperInbox) -> None:
    """Edge case 25: a full disk is waited out, for good updates as for bad ones."""
    inbox.troubles = [OSError("disk full"), OSError("disk full"), OSError("disk full")]
    api.push('{"update_id":%d,"message":{}}')
    number = api.message(text="tôi bị lừa")
    await channel.start(inbox)
    await eventually(lambda: len(inbox.troubles) < 3)
    assert api.confirmed < number
    assert inbox.taken == {}
    await eventually(lambda: api.confirmed == number)
    assert inbox.texts == ["tôi bị lừa"]
    assert len(inbox.buried) == 1


async def test_update_that_was_never_committed_comes_again_after_a_restart(api: BotApi, inbox: PaperInbox) -> None:
    """Edge cases 3 and 26: stopped in the middle of a poll."""
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
    """Edge case 2."""
    number = api.message(text="tôi bị lừa")
    kept = list(api.pending)
    for _ in range(2):
        channel = TelegramChannel(TOKEN, api.url)
        await channel.start(inbox)
        await eventually(lambda: api.confirmed == number)
        await channel.stop()
        api.confirmed, api.pending = 0, list(kept)  # the confirmation never reached Telegram
    assert (inbox.texts, inbox.repeats) == (["tôi bị lừa"], 1)


async def test_numbers_that_begin_anew_lower_down_are_heard(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    """Edge case 2: after a quiet week; those it used before are no repeats."""
    before = api.message(text="trước")
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == before)
    api.renumber(before - 150)
    early = [api.message(text=f"tuần sau {n}", message_id=100 + n) for n in range(10)]
    await eventually(lambda: api.confirmed == early[-1])
    late = [api.message(text=f"tuần sau {n}", message_id=100 + n) for n in range(10, 230)]
    assert before in late
    await eventually(lambda: api.confirmed == late[-1])
    assert inbox.texts == ["trước", *(f"tuần sau {n}" for n in range(230))]
    assert inbox.repeats == 0


async def test_button_is_answered_and_leaves(api: BotApi, channel: TelegramChannel, inbox: PaperInbox) -> None:
    """Edge case 8."""
    api.press("tok", id="q1")
    await channel.start(inbox)
    await eventually(lambda: api.called("editMessageReplyMarkup"))
    [pressed] = inbox.taken.values()
    assert (pressed.kind, pressed.button) == (Kind.BUTTON, "tok")
    assert [call["callback_query_id"] for call in api.called("answerCallbackQuery")] == ["q1"]
    [edit] = api.called("editMessageReplyMarkup")
    assert "reply_markup" not in edit


async def test_buttons_too_old_forged_or_of_a_game_are_answered_and_stop_nothing(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    """Edge case 8."""
    api.faults["answerCallbackQuery"] = [refusal(400, "Bad Request: query is too old")]
    chat = {"id": 7001, "type": "private"}
    api.press("tok", id="old", message={"message_id": 3, "date": 0, "chat": chat})
    api.press("giả" * 100, id="forged", message=None)
    api.press(None, id="game")
    group = {"id": -9, "type": "group", "title": "Xóm"}
    api.press("tok", id="group", message={"message_id": 3, "date": 9, "chat": group})
    last = api.message(text="còn đây")
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last and len(api.called("answerCallbackQuery")) == 4)
    answered = {call["callback_query_id"] for call in api.called("answerCallbackQuery")}
    assert answered == {"old", "forged", "game", "group"}
    assert inbox.texts == [None, None, "còn đây"]


async def test_group_hears_once_where_to_write_and_is_not_kept(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    """Edge case 18."""
    group = {"id": -9, "type": "supergroup", "title": "Xóm"}
    mates = {"id": -10, "type": "channel", "title": "Kênh"}
    api.update(my_chat_member={"chat": group, "new_chat_member": {"status": "member"}})
    api.message(text="một", chat=group)
    api.update(edited_message={"message_id": 1, "date": 1, "text": "hai", "chat": group})
    api.update(my_chat_member={"chat": group, "new_chat_member": {"status": "kicked"}})
    last = api.update(my_chat_member={"chat": mates, "new_chat_member": {"status": "administrator"}})
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last and len(api.called("sendMessage")) == 2)
    await channel.stop()
    assert {str(call["chat_id"]) for call in api.called("sendMessage")} == {"-9", "-10"}
    assert all("nhắn riêng cho tôi" in call["text"] for call in api.called("sendMessage"))
    assert inbox.taken == {} and inbox.standing == []


@pytest.mark.parametrize("order", [1, -1])
async def test_a_group_that_becomes_a_supergroup_hears_it_no_second_time(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox, order: int
) -> None:
    """Edge case 18."""
    group = {"id": -9, "type": "group", "title": "Xóm"}
    supergroup = {"id": -1009, "type": "supergroup", "title": "Xóm"}
    api.message(text="một", chat=group)
    moves = [{"chat": group, "migrate_to_chat_id": -1009}, {"chat": supergroup, "migrate_from_chat_id": -9}]
    for move in moves[::order]:
        api.message(**move)
    last = api.message(text="hai", chat=supergroup)
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last and api.called("sendMessage"))
    await channel.stop()
    assert [str(call["chat_id"]) for call in api.called("sendMessage")] == ["-9"]


async def test_a_group_first_met_as_it_moves_is_told_where_it_moved(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    """Edge case 18."""
    last = api.message(chat={"id": -9, "type": "group", "title": "Xóm"}, migrate_to_chat_id=-1009)
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last and api.called("sendMessage"))
    await channel.stop()
    assert [str(call["chat_id"]) for call in api.called("sendMessage")] == ["-1009"]


async def test_blocking_and_coming_back_are_told(api: BotApi, channel: TelegramChannel, inbox: PaperInbox) -> None:
    """Edge case 19."""
    chat = {"id": 7001, "type": "private"}
    for status in ("kicked", "member", "restricted"):
        last = api.update(my_chat_member={"chat": chat, "new_chat_member": {"status": status}})
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last)
    assert inbox.standing == [("gone", "7001"), ("back", "7001")]


async def test_unreadable_updates_are_buried_and_block_nobody(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    """Edge case 25: also those that spoil the whole answer they come in."""
    api.message(text="trước")
    bad = [
        api.update(message={"message_id": 1, "text": "không có chat"}),
        api.push('{"update_id":%d,"message":{"date":' + "1" * 5000 + "}}"),
        api.push('{"update_id":%d,"message":' + "[" * 9000 + "]" * 9000 + "}"),
        api.push('{"update_id":%d, broken'),
    ]
    last = api.message(text="sau")
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last)
    assert inbox.texts == ["trước", "sau"]
    assert [*inbox.buried] == [f"4242:{number}" for number in bad]
    assert [reason for _, reason in inbox.buried.values()] == [
        "ValidationError",
        "ValueError",
        "RecursionError",
        "JSONDecodeError",
    ]
    assert all(raw for raw, _ in inbox.buried.values())


@pytest.mark.parametrize(
    "trouble", [ValueError("a defect"), SealBroken("damaged"), IntegrityError("insert", None, Exception("unique"))]
)
async def test_update_our_own_code_stumbles_over_is_buried(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox, trouble: Exception
) -> None:
    """Edge case 25: a defect or a damaged row is no full disk."""
    inbox.troubles = [trouble] * 3
    api.message(text="hỏng")
    last = api.message(text="sau")
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last)
    assert inbox.texts == ["sau"]
    [(raw, reason)] = inbox.buried.values()
    assert b'"update_id"' in raw and reason == type(trouble).__name__


async def test_telegram_down_at_start_is_waited_for(api: BotApi, channel: TelegramChannel, inbox: PaperInbox) -> None:
    await asyncio.to_thread(api.die)
    await channel.start(inbox)
    await asyncio.sleep(0.3)
    api.message(text="cuối cùng")
    await asyncio.to_thread(api.start)
    await eventually(lambda: inbox.texts == ["cuối cùng"])


@pytest.mark.parametrize(
    ("status", "body"),
    [(401, None), (429, None), (502, "<html>Bad Gateway</html>"), (200, "<html>hello</html>"), (200, {"ok": True})],
)
async def test_polling_outlives_a_passing_refusal(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox, status: int, body: object
) -> None:
    api.fault("getUpdates", status, body)
    await channel.start(inbox)
    await eventually(lambda: not api.faults["getUpdates"])
    api.message(text="vẫn nghe")
    await eventually(lambda: inbox.texts == ["vẫn nghe"])


async def test_an_answer_cut_off_is_asked_for_again(api: BotApi, channel: TelegramChannel, inbox: PaperInbox) -> None:
    api.cut("getUpdates", times=2)
    last = api.message(text="vẫn nghe")
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last)
    assert inbox.texts == ["vẫn nghe"]


async def test_a_silent_line_is_given_up_and_opened_anew(
    api: BotApi, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    channel = TelegramChannel(TOKEN, api.url, silence=1)
    api.slow["getUpdates"] = 5
    await channel.start(inbox)
    await eventually(lambda: "the line is taken for dead" in caplog.text)
    api.slow.clear()
    api.message(text="vẫn nghe")
    await eventually(lambda: inbox.texts == ["vẫn nghe"])
    await channel.stop()


async def test_another_poller_is_named_in_the_log_and_not_fought_over(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox, caplog: pytest.LogCaptureFixture
) -> None:
    """Edge case 26: on another machine, where no lock of ours reaches."""
    api.fault("getUpdates", 409, times=1000)
    await channel.start(inbox)
    began = time.monotonic()
    await eventually(lambda: "another program takes this bot's messages" in caplog.text)
    await asyncio.sleep(3)
    assert len(api.called("getUpdates")) <= 2, f"asked again and again in {time.monotonic() - began:.1f} s"
    assert any(record.levelno == logging.ERROR for record in caplog.records)


async def test_a_flood_of_presses_does_not_pile_up_calls(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    """Edge case 30: answering the buttons never holds up what is received."""
    api.slow["answerCallbackQuery"] = 0.5
    for n in range(300):
        api.press("tok", id=f"q{n}")
    last = api.message(text="còn đây", chat={"id": 8, "type": "private"})
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last)
    assert inbox.texts[-1] == "còn đây" and len(inbox.taken) == 301
    assert len(api.called("answerCallbackQuery")) < 300
