"""Sending: what the platform took, refused, or may have taken."""

import asyncio
import contextlib
import time

import pytest
from fastapi.responses import HTMLResponse, Response

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.tempo import OVERALL, Tempo
from bot.errors import DeliveryFailed, DeliveryUnknown
from bot.reply import IssuedButton, Reply
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi, Cut, done, refusal

HELLO = Reply("Bác đang nghe máy không?", (IssuedButton("Có", "tok1"),))


async def test_reply_reaches_its_chat(api: BotApi, channel: TelegramChannel) -> None:
    await channel.send("7001", HELLO)
    [sent] = api.called("sendMessage")
    assert (sent["chat_id"], sent["text"]) == ("7001", HELLO.text)
    assert sent["reply_markup"] == {"inline_keyboard": [[{"text": "Có", "callback_data": "tok1"}]]}
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_long_reply_arrives_whole_and_in_order(api: BotApi, channel: TelegramChannel) -> None:
    """Edge case 6."""
    for part in channel.parts(Reply("a" * 4000 + "\n\n" + "😀" * 3000)):
        await channel.send("7001", part)
    assert [len(text) for text, _ in api.said(7001)] == [4000, 2048, 952]


@pytest.mark.parametrize(
    ("answer", "permanent", "blocked", "retry_after"),
    [
        (refusal(429, "Too Many Requests", retry_after=3), False, False, 3.0),
        (refusal(403, "Forbidden: bot was blocked by the user"), True, True, None),
        (refusal(403, "Forbidden: user is deactivated"), True, True, None),
        (refusal(400, "Bad Request: chat not found"), True, True, None),
        (refusal(400, "Bad Request: BUTTON_DATA_INVALID"), True, False, None),
        (refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100), True, False, None),
        (refusal(401, "Unauthorized"), False, False, None),
        (refusal(429, "Too Many Requests"), False, False, None),
        (HTMLResponse("<html>429</html>", 429), False, False, 5.0),
    ],
)
async def test_refusal_says_whether_to_try_again(
    api: BotApi,
    channel: TelegramChannel,
    answer: object,
    permanent: bool,
    blocked: bool,
    retry_after: float | None,
) -> None:
    """Edge cases 19 and 20."""
    api.faults["sendMessage"] = [answer]  # type: ignore[list-item]
    with pytest.raises(DeliveryFailed) as failure:
        await channel.send("7001", HELLO)
    told = (failure.value.permanent, failure.value.blocked, failure.value.retry_after)
    assert told == (permanent, blocked, retry_after)
    assert len(api.called("sendMessage")) == 1


async def test_dead_telegram_took_nothing(api: BotApi, channel: TelegramChannel) -> None:
    await asyncio.to_thread(api.die)
    with pytest.raises(DeliveryFailed) as failure:
        await channel.send("7001", HELLO)
    assert failure.value.permanent is False
    await asyncio.to_thread(api.start)


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


@pytest.mark.parametrize(
    "answer",
    [
        Cut(),
        HTMLResponse("<html>proxy</html>"),
        HTMLResponse("<html>403</html>", 403),
        HTMLResponse("<html>408</html>", 408),
        HTMLResponse("<html>502 Bad Gateway</html>", 502),
        HTMLResponse("<html>504</html>", 504),
        refusal(500, "Internal Server Error"),
        refusal(502, "Bad Gateway"),
    ],
    ids=lambda answer: f"{answer.status_code} {answer.media_type}",
)
async def test_an_answer_that_broke_off_may_have_arrived(
    api: BotApi, channel: TelegramChannel, answer: Response
) -> None:
    """Edge case 28: after the request was read, by Telegram or by a gateway before it."""
    api.faults["sendMessage"] = [answer]
    with pytest.raises(DeliveryUnknown):
        await channel.send("7001", HELLO)
    assert len(api.called("sendMessage")) == 1


async def test_markup_that_telegram_refuses_is_left_out_once(api: BotApi, channel: TelegramChannel) -> None:
    """Edge case 7."""
    api.faults["sendMessage"] = [refusal(400, "Bad Request: can't parse entities: ENTITY_BOUNDS_INVALID")]
    await channel.send("7001", Reply("Tin này: “vào evil.top”.", HELLO.buttons))
    first, second = api.called("sendMessage")
    assert first["entities"] and "entities" not in second
    assert (second["text"], second["reply_markup"]) == (first["text"], first["reply_markup"])
    api.faults["sendMessage"] = [refusal(400, "Bad Request: can't parse entities")] * 3
    with pytest.raises(DeliveryFailed) as failure:
        await channel.send("7001", HELLO)
    assert failure.value.permanent and not failure.value.blocked
    assert len(api.called("sendMessage")) == 4


async def test_a_receipt_cannot_be_passed_on(api: BotApi, channel: TelegramChannel) -> None:
    card = {"type": "receipt", "code": "7K3M-9QPX-2RTB"}
    for reply in (HELLO, Reply("Xong.", card=card)):
        for part in channel.parts(reply):
            await channel.send("7001", part)
    assert [sent.get("protect_content") for sent in api.called("sendMessage")] == ["false", "true"]


async def test_no_chat_is_spoken_to_too_fast_and_none_waits_for_another(api: BotApi, channel: TelegramChannel) -> None:
    """Edge case 20: three at once, then one a second; waiting is the courier's, who has it on disk."""
    for n in range(3):
        await channel.send("7001", Reply(str(n)))
    with pytest.raises(DeliveryFailed) as early:
        await channel.send("7001", Reply("3"))
    assert (early.value.permanent, early.value.retry_after) == (False, 1)
    await channel.send("7002", HELLO)
    await asyncio.sleep(1.1)
    await channel.send("7001", Reply("3"))
    assert [text for text, _ in api.said(7001)] == ["0", "1", "2", "3"]


async def test_all_chats_together_stay_within_thirty_a_second() -> None:
    """Of what leaves: on its way it may still be squeezed together."""
    tempo = Tempo()
    left: list[float] = []

    async def send(chat_id: str) -> None:
        with contextlib.suppress(DeliveryFailed):
            await tempo.take(chat_id)
            left.append(time.monotonic())

    await asyncio.gather(*(send(str(8000 + n)) for n in range(100)))
    assert 40 <= len(left) < 100, "either it is slow for no reason, or it lets everything through"
    assert max(sum(1 for each in left if at <= each < at + 0.98) for at in left) <= OVERALL


async def test_typing_is_shown_and_never_fails(api: BotApi, channel: TelegramChannel) -> None:
    """Edge case 29."""
    await channel.typing("7001")
    api.fault("sendChatAction", 502, "<html>")
    await channel.typing("7001")
    api.cut("sendChatAction")
    await channel.typing("7001")
    await asyncio.to_thread(api.die)
    await channel.typing("7001")
    await channel.typing("not a number")
    await asyncio.to_thread(api.start)
    assert api.called("sendChatAction") == [{"chat_id": "7001", "action": "typing"}] * 3


async def test_a_connection_dropped_at_once_may_have_arrived() -> None:
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
