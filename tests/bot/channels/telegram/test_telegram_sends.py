"""Sending: what the platform took, refused, or may have taken."""

import asyncio

import pytest

from bot.channels.telegram import TelegramChannel
from bot.errors import DeliveryFailed, DeliveryUnknown
from bot.reply import IssuedButton, Reply
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi, done, refusal

HELLO = Reply("Bác đang nghe máy không?", (IssuedButton("Có", "tok1"),))


async def test_reply_reaches_its_chat(api: BotApi, channel: TelegramChannel) -> None:
    await channel.send("7001", HELLO)
    [sent] = api.called("sendMessage")
    assert (sent["chat_id"], sent["text"]) == ("7001", HELLO.text)
    assert sent["reply_markup"] == {"inline_keyboard": [[{"text": "Có", "callback_data": "tok1"}]]}
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_long_reply_arrives_whole_and_in_order(api: BotApi, channel: TelegramChannel) -> None:
    await channel.send("7001", Reply("a" * 4000 + "\n\n" + "😀" * 3000))
    assert [len(sent["text"]) for sent in api.called("sendMessage")] == [4000, 2048, 952]


@pytest.mark.parametrize(
    ("answer", "permanent", "retry_after"),
    [
        (refusal(429, "Too Many Requests", retry_after=3), False, 3.0),
        (refusal(403, "Forbidden: bot was blocked by the user"), True, None),
        (refusal(400, "Bad Request: chat not found"), True, None),
        (refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100), True, None),
        (refusal(401, "Unauthorized"), False, None),
        (refusal(502, "Bad Gateway"), False, None),
    ],
)
async def test_refusal_says_whether_to_try_again(
    api: BotApi, channel: TelegramChannel, answer: object, permanent: bool, retry_after: float | None
) -> None:
    api.faults["sendMessage"] = [answer]  # type: ignore[list-item]
    with pytest.raises(DeliveryFailed) as failure:
        await channel.send("7001", HELLO)
    assert (failure.value.permanent, failure.value.retry_after) == (permanent, retry_after)
    assert len(api.called("sendMessage")) == 1


async def test_dead_telegram_took_nothing(api: BotApi, channel: TelegramChannel) -> None:
    api.die()
    with pytest.raises(DeliveryFailed) as failure:
        await channel.send("7001", HELLO)
    assert failure.value.permanent is False
    api.start()


async def test_unreadable_success_may_have_arrived(api: BotApi, channel: TelegramChannel) -> None:
    api.faults["sendMessage"] = [done({"no": "message"})]
    with pytest.raises(DeliveryUnknown):
        await channel.send("7001", HELLO)


async def test_failure_tells_neither_words_nor_token(api: BotApi, channel: TelegramChannel) -> None:
    api.faults["sendMessage"] = [refusal(400, f"Bad Request: {HELLO.text}")]
    with pytest.raises(DeliveryFailed) as failure:
        await channel.send("7001", HELLO)
    assert str(failure.value) == "BadRequest"
    assert failure.value.__suppress_context__


async def test_answer_cut_off_may_have_arrived() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    channel = TelegramChannel(TOKEN, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    with pytest.raises(DeliveryUnknown):
        await channel.send("7001", HELLO)
    await channel.stop()
    server.close()
    await server.wait_closed()
