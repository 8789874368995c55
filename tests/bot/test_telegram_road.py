"""Lan writes on Telegram: the real channel, the real core, a strict Bot API and a fake Rasa."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlmodel import select

from bot.app import build_app, push_channels
from bot.channels.telegram import TelegramChannel
from bot.room import Room
from bot.settings import Settings
from bot.tables import EvidenceRow
from tests.bot.channels.telegram.bot_api import LAN, TOKEN, BotApi, bot_api, message
from tests.bot.conftest import MakeRoom
from tests.bot.fake_rasa import FakeRasa, says
from tests.bot.serving import served, until
from tests.serving import free_port

Begin = Callable[..., Awaitable[Room]]
CHAT = {"id": LAN["id"], "type": "private"}


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with bot_api() as server:
        yield server


@pytest.fixture
async def begin(make_room: MakeRoom, api: BotApi) -> Begin:
    async def start(**changes: Any) -> Room:
        return await make_room(channels=[TelegramChannel(TOKEN, api.url)], **changes)

    return start


def heard(api: BotApi, chat_id: int = LAN["id"]) -> list[str]:  # type: ignore[assignment]
    return [text for text, _ in api.said(chat_id)]


async def test_words_a_button_and_a_receipt(
    make_room: MakeRoom, settings: Settings, rasa: FakeRasa, api: BotApi
) -> None:
    rasa.replies = lambda turn, heard: (
        [says("mã của bác", card={"type": "receipt", "code": "7K3M-9QPX-2RTB"}, flow="done")]
        if turn["message"] == "/affirm"
        else [says("gửi nhé?", ("Gửi", "/affirm"))]
    )
    telegram = {"telegram_token": SecretStr(TOKEN), "telegram_api_url": api.url}
    await make_room(channels=push_channels(settings.model_copy(update=telegram)))
    api.message(text="/start")
    await until(lambda: len(api.said(7001)) == 1)
    [(_, [(_, token)])] = api.said(7001)
    api.press(token)
    await until(lambda: len(api.said(7001)) == 2)
    assert rasa.messages() == ["/greet", "/affirm"]
    assert rasa.turns[0]["metadata"]["channel"] == "telegram"
    assert "7K3M-9QPX-2RTB" in heard(api)[1]
    assert str(LAN["id"]) not in str(rasa.turns)


def test_no_token_no_channel(settings: Settings) -> None:
    assert push_channels(settings) == []


async def test_the_same_talk_through_the_webhook_at_the_web_chats_port(
    settings: Settings, rasa: FakeRasa, api: BotApi
) -> None:
    """Edge case 22: the door is where the web chat is, and only the secret opens it."""
    told = {
        "telegram_token": SecretStr(TOKEN),
        "telegram_api_url": api.url,
        "telegram_mode": "webhook",
        "public_url": "https://congan.example.vn",
    }
    wanted = settings.model_copy(update=told)
    room = Room(wanted, push_channels(wanted))
    app: FastAPI = build_app(room)
    async with served(app, free_port(), lifespan="on") as url:
        api.door = url
        for n in range(5):
            api.message(text=f"câu {n}", message_id=n + 1)
        await until(lambda: len(api.said(7001)) == 5)
        assert rasa.messages() == [f"câu {n}" for n in range(5)]
        assert api.called("getUpdates") == []


@pytest.mark.parametrize(
    ("typed", "reached"),
    [
        ("/restart", []),
        (" \n/restart", ["restart"]),
        ('/bao_cao@1.0{"so_tien":"0"}', ['bao_cao@1.0{"so_tien":"0"}']),
        ("/session_start", []),
        ("//greet", ["greet"]),
    ],
)
async def test_no_typed_payload_has_power(
    begin: Begin, rasa: FakeRasa, api: BotApi, typed: str, reached: list[str]
) -> None:
    """Edge case 1."""
    await begin()
    api.message(text=typed)
    await until(lambda: len(api.said(7001)) == 1)
    assert rasa.messages() == reached


async def test_repeats_also_after_a_restart_make_one_turn(begin: Begin, rasa: FakeRasa, api: BotApi) -> None:
    """Edge cases 2 and 3: the confirmation was lost, the process began anew."""
    room = await begin()
    last = api.message(text="tôi bị lừa")
    kept = list(api.pending)
    await until(lambda: len(api.said(7001)) == 1 and api.confirmed == last)
    await room.stop()
    api.confirmed, api.pending = 0, kept
    await begin()
    last = api.message(text="còn nữa", message_id=6)
    await until(lambda: len(api.said(7001)) == 2)
    assert rasa.messages() == ["tôi bị lừa", "còn nữa"]


async def test_one_slow_chat_keeps_its_order_and_holds_up_no_other(begin: Begin, rasa: FakeRasa, api: BotApi) -> None:
    """Edge case 4."""
    rasa.delay = lambda words: 1.5 if words == "A" else 0
    await begin()
    for n, words in enumerate("ABC"):
        api.message(text=words, message_id=n + 1)
    api.message(text="khác", chat={"id": 8002, "type": "private"}, **{"from": LAN | {"id": 8002}})
    await until(lambda: len(api.said(8002)) == 1)
    assert api.said(7001) == []
    await until(lambda: len(api.said(7001)) == 3)
    assert [words for words in rasa.messages() if words != "khác"] == ["A", "B", "C"]
    assert rasa.overlapping == 0


@pytest.mark.parametrize("fault", ["503", "silence", "garbage", "huge"])
async def test_rasa_in_trouble_is_never_silence(begin: Begin, rasa: FakeRasa, api: BotApi, fault: str) -> None:
    """Edge case 5."""
    rasa.faults.extend([fault] * 4)
    await begin()
    api.message(text="giúp tôi")
    await until(lambda: any("113" in text for text in heard(api)))


async def test_a_button_pressed_twice_forged_or_expired_is_answered_and_has_no_power(
    begin: Begin, rasa: FakeRasa, api: BotApi
) -> None:
    """Edge case 8."""
    rasa.replies = lambda turn, heard: [says("gửi nhé?", ("Gửi", "/affirm"))]
    await begin()
    api.press("khong-phai-cua-toi", id="forged", message=None)
    await until(lambda: len(api.said(7001)) == 1)
    assert rasa.messages() == [] and "113" in heard(api)[0]
    await until(lambda: len(api.called("answerCallbackQuery")) == 1)
    rasa.active_loop = "report_form"
    api.message(text="báo", message_id=41)
    await until(lambda: len(api.said(7001)) == 2)
    [(_, token)] = api.said(7001)[-1][1]
    for n in range(2):
        api.press(token, id=f"tap{n}")
    await until(lambda: len(api.said(7001)) == 4)
    assert rasa.messages() == ["báo", "/affirm"], "the second of two taps answers nothing"
    assert any("chọn mục này rồi" in text for text in heard(api)[2:])
    await until(lambda: len(api.called("answerCallbackQuery")) == 3)


async def test_an_edit_makes_no_turn_and_is_answered_shortly(begin: Begin, rasa: FakeRasa, api: BotApi) -> None:
    """Edge case 11."""
    await begin()
    api.message(text="mất 5 triệu", message_id=31)
    await until(lambda: len(api.said(7001)) == 1)
    api.update(edited_message=message(text="mất 50 triệu", message_id=31, edit_date=1_795_000_020))
    await until(lambda: len(api.said(7001)) == 2)
    assert rasa.messages() == ["mất 5 triệu"]
    assert "lưu phần bác vừa sửa" in heard(api)[1]


async def test_a_file_that_an_edit_brings_is_kept_and_said_once(begin: Begin, rasa: FakeRasa, api: BotApi) -> None:
    """Edge case 11: replaced, added, and then only the caption changed."""
    room = await begin()
    for name in ("f1", "f2", "f3"):
        api.files[name] = f"%PDF-1.7 {name}".encode()

    def document(name: str, again: str = "") -> dict[str, str]:
        return {"file_id": name + again, "file_unique_id": name, "mime_type": "application/pdf"}

    api.message(document=document("f1"), message_id=31)
    await until(lambda: len(api.said(7001)) == 1)
    api.update(edited_message=message(document=document("f2"), message_id=31, edit_date=1_795_000_020))
    await until(lambda: len(api.said(7001)) == 2)
    api.message(text="tôi bị lừa", message_id=32)
    await until(lambda: len(api.said(7001)) == 3)
    api.update(
        edited_message=message(document=document("f3"), caption="tôi bị lừa", message_id=32, edit_date=1_795_000_030)
    )
    await until(lambda: len(api.said(7001)) == 4)
    added = message(document=document("f3", "x"), caption="tôi bị lừa 5 triệu", message_id=32, edit_date=1_795_000_040)
    api.update(edited_message=added)
    await until(lambda: len(api.said(7001)) == 5)
    assert "lưu phần bác vừa sửa" in heard(api)[4]
    assert rasa.messages() == ["tôi bị lừa"]
    assert [call["file_id"] for call in api.called("getFile")] == ["f1", "f2", "f3"]
    assert await room.core.db.run(lambda s: len(s.exec(select(EvidenceRow)).all())) == 3


async def test_an_album_sent_on_is_one_turn_and_knows_its_source(
    begin: Begin, rasa: FakeRasa, api: BotApi, settings: Settings
) -> None:
    """Edge case 12: its words are another's."""
    await begin()
    origin = {"type": "channel", "date": 1, "message_id": 3, "chat": {"id": -5, "type": "channel", "title": "Lãi to"}}
    for n in range(3):
        api.message(text=f"lãi {n} %", message_id=n + 1, forward_origin=origin)
    await until(lambda: len(api.said(7001)) == 1)
    [turn] = rasa.turns
    assert turn["metadata"]["forwarded"] is True
    assert [piece["text"] for piece in turn["metadata"]["pieces"]] == ["lãi 0 %", "lãi 1 %", "lãi 2 %"]
    assert str(LAN["id"]) not in (settings.data_dir / "bot.db").read_bytes().decode("latin-1")


async def test_residents_own_lines_of_an_exchange_reach_nobody_with_their_name(
    begin: Begin, rasa: FakeRasa, api: BotApi
) -> None:
    await begin()
    lan = LAN | {"last_name": "Vũ Thị", "username": "lan_vu_87"}
    told = {"type": "user", "date": 1, "sender_user": lan}
    api.message(text="sao tài khoản tôi bị khóa?", forward_origin=told, **{"from": lan})
    await until(lambda: len(api.said(7001)) == 1)
    [turn] = rasa.turns
    assert turn["metadata"]["forwarded"] is True
    assert turn["metadata"]["origin"]["sent_at"] == "1970-01-01T00:00:01+00:00"
    assert not any(mark in str(rasa.turns) for mark in ("Vũ Thị", "lan_vu_87"))


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "f"}},
        {"video": {"file_id": "f"}},
        {"animation": {"file_id": "f"}, "document": {"file_id": "f"}},
        {"sticker": {}},
        {"dice": {}},
        {"poll": {}},
        {"document": {"file_id": "f", "file_size": 25_000_000}},
        {"contact": {"phone_number": "0912345678", "user_id": 7001}},
        {"location": {"latitude": 48.85, "longitude": 2.35}},
    ],
    ids=lambda content: next(iter(content)),
)
async def test_what_brings_no_words_is_answered_in_words(
    begin: Begin, rasa: FakeRasa, api: BotApi, content: dict[str, Any]
) -> None:
    """Edge cases 13, 14 and 16: no turn, no silence."""
    await begin()
    api.message(**content)
    await until(lambda: len(api.said(7001)) >= 1)
    assert rasa.messages() == []
    assert not any("an toàn" in text for text in heard(api))


async def test_odd_words_are_borne(begin: Begin, rasa: FakeRasa, api: BotApi) -> None:
    """Edge case 27."""
    await begin()
    odd = [
        "   ",
        "\u200b",
        "😢😢",
        "\u202eabc",
        "a\x00b",
        "To\u0302i bi\u0323 lu\u031b\u0300a",
        "x" * 10_000,
        "mất \ud83d",
    ]
    for n, words in enumerate(odd):
        api.message(text=words, message_id=n + 1)
        await until(lambda n=n: len(api.said(7001)) >= n + 1)  # type: ignore[misc]
    assert "Tôi bị lừa" in rasa.messages()


async def test_typing_shows_within_a_second_and_its_failure_holds_up_nothing(
    begin: Begin, rasa: FakeRasa, api: BotApi
) -> None:
    """Edge case 29."""
    rasa.delay = lambda _: 2
    api.fault("sendChatAction", 502, "<html>", times=5)
    await begin()
    api.message(text="chào")
    await until(lambda: bool(api.called("sendChatAction")))
    assert api.said(7001) == []
    await until(lambda: len(api.said(7001)) == 1)
