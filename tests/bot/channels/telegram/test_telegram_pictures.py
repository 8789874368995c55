"""A picture sent on Telegram is asked for by its id, and what is quoted from it cannot be tapped."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest
from fastapi.responses import PlainTextResponse, RedirectResponse

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.quoting import inert
from bot.errors import FetchFailed
from bot.room import Room
from bot.settings import Settings
from bot.splitting import split
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi, Cut, refusal
from tests.bot.channels.telegram.conftest import eventually
from tests.bot.fake_rasa import FakeRasa
from tests.bot.media.screenshots import screenshot

PHOTO = {"file_id": "large", "file_unique_id": "u", "width": 1080, "height": 600}


async def test_a_photo_is_fetched_read_and_answered(
    api: BotApi, settings: Settings, rasa: FakeRasa, letters: Path
) -> None:
    api.files["large"] = screenshot(["Vietcombank: Tài khoản bị khóa.", "Vào ngay vcb-xacthuc.top để mở."])
    room = Room(settings, [TelegramChannel(TOKEN, api.url)])
    api.message(photo=[PHOTO], caption="Có thật không?")
    await room.start()
    try:
        await eventually(lambda: len(api.called("sendMessage")) == 2)
    finally:
        await room.stop()
    read, answer = (call["text"] for call in api.called("sendMessage"))
    assert read.startswith("Tôi đọc được trong ảnh: “Vietcombank")
    assert answer.startswith("nghe 1: Có thật không?\nVietcombank")
    assert rasa.turns[0]["metadata"]["forwarded"] is True
    entities = api.called("sendMessage")[0]["entities"]
    assert [read[e["offset"] : e["offset"] + e["length"]] for e in entities] == ["vcb-xacthuc.top"]


@pytest.mark.parametrize(
    ("answer", "permanent", "too_big"),
    [
        (refusal(400, "Bad Request: invalid file_id"), True, False),
        (refusal(400, "Bad Request: file is too big"), True, True),
        (refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable"), False, False),
        (refusal(502, "Bad Gateway"), False, False),
        (PlainTextResponse("<html>"), False, False),
    ],
)
async def test_a_file_that_is_not_handed_over(
    api: BotApi, channel: TelegramChannel, answer: Any, permanent: bool, too_big: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    api.faults["getFile"] = [answer]
    with pytest.raises(FetchFailed) as failed:
        await channel.fetch("large")
    assert (failed.value.permanent, failed.value.too_big) == (permanent, too_big)
    assert TOKEN not in caplog.text + str(failed.value)


@pytest.mark.parametrize(
    "path",
    [
        "http://127.0.0.1:9/x",
        "file:///etc/hostname",
        "/etc/hostname",
        "../../bot/getMe",
        "photos/../../x",
        "//evil.top/x",
        "x?y=1",
        "x#y",
        "x%2e%2e/y",
        "x\\..\\y",
        "x\ny",
        "data:x",
        "a" * 600,
        "",
    ],
)
async def test_a_path_that_leads_elsewhere_is_not_followed(api: BotApi, channel: TelegramChannel, path: str) -> None:
    """Edge case 13: nothing but the Bot API's own files, whatever it says."""
    api.files["large"], api.file_paths["large"] = b"\xff\xd8\xff", path
    with pytest.raises(FetchFailed) as failed:
        await channel.fetch("large")
    assert failed.value.permanent
    assert api.called("download") == []


@pytest.mark.parametrize("path", ["file_4.QĐ-CA", "file_5.2026 bản cuối", "file_6.(1)", "file_7.tải", "file_8.a&b+c;d"])
async def test_a_name_as_residents_write_it_is_no_obstacle(api: BotApi, channel: TelegramChannel, path: str) -> None:
    api.files[f"documents/{path}"] = b"%PDF-1.7"
    api.file_paths[f"documents/{path}"] = f"documents/{path}"
    assert await channel.fetch(f"documents/{path}") == b"%PDF-1.7"
    assert api.called("download") == [{"path": f"documents/{path}"}]


@pytest.mark.parametrize(
    "answer",
    [PlainTextResponse("gone", 404), RedirectResponse("http://127.0.0.1:9/"), PlainTextResponse("<html>", 502), Cut()],
)
async def test_an_address_that_ran_out_is_asked_for_anew(api: BotApi, channel: TelegramChannel, answer: Any) -> None:
    """Edge case 13: an expired or broken download is no verdict on the file."""
    api.files["large"] = b"\xff\xd8\xff"
    api.faults["download"] = [answer]
    with pytest.raises(FetchFailed) as failed:
        await channel.fetch("large")
    assert not failed.value.permanent and not failed.value.too_big
    assert await channel.fetch("large") == b"\xff\xd8\xff"


async def test_an_album_of_five_is_one_turn(api: BotApi, settings: Settings, rasa: FakeRasa, letters: Path) -> None:
    """Edge case 13: one answer, and the caption is the resident's."""
    api.files["large"] = screenshot(["Vietcombank: Tài khoản bị khóa."])
    room = Room(settings, [TelegramChannel(TOKEN, api.url)])
    for n in range(5):
        caption = {"caption": "Có thật không?"} if n == 0 else {}
        api.message(photo=[PHOTO], message_id=n + 1, media_group_id="g1", **caption)
    await room.start()
    try:
        await eventually(lambda: rasa.turns and any("nghe 1" in text for text, _ in api.said(7001)), seconds=60)
        await asyncio.sleep(1)
    finally:
        await room.stop()
    [turn] = rasa.turns
    assert turn["message"].startswith("Có thật không?")


async def test_what_only_claims_to_be_a_picture_is_not_opened(api: BotApi, settings: Settings, rasa: FakeRasa) -> None:
    """Edge case 13: the bytes decide, not the name and not the type that came with them."""
    api.files["large"] = b"%PDF-1.7 not a picture"
    room = Room(settings, [TelegramChannel(TOKEN, api.url)])
    document = {"file_id": "large", "mime_type": "image/png", "file_name": "anh.png", "file_size": 22}
    api.message(document=document)
    await room.start()
    try:
        await eventually(lambda: api.said(7001))
    finally:
        await room.stop()
    assert rasa.turns == []
    assert "113" in api.said(7001)[0][0]


async def test_a_file_that_is_gone_or_too_big_or_a_dead_platform(api: BotApi, channel: TelegramChannel) -> None:
    with pytest.raises(FetchFailed):
        await channel.fetch("gone")
    api.files["big"] = b"\xff\xd8\xff" + b"0" * (20 * 1024 * 1024)
    with pytest.raises(FetchFailed) as failed:
        await channel.fetch("big")
    assert failed.value.permanent and failed.value.too_big
    await asyncio.to_thread(api.die)
    with pytest.raises(FetchFailed) as failed:
        await channel.fetch("large")
    assert not failed.value.permanent and not failed.value.too_big


def tapped(text: str) -> list[str]:
    raw = text.encode("utf-16-le")
    return [raw[2 * e.offset : 2 * (e.offset + e.length)].decode("utf-16-le") for e in inert(text)]


def test_only_what_is_quoted_becomes_inert() -> None:
    text = "😀 Tin này: “Vào vcb-xacthuc.top, gọi 0912345678 @gia_mao /start nhé”. Bác xem vneid.gov.vn, gọi 113."
    assert tapped(text) == ["vcb-xacthuc.top,", "0912345678", "@gia_mao", "/start"]
    assert tapped("“https://evil.top/a” và “không có gì”") == ["https://evil.top/a"]


def test_more_addresses_than_telegram_counts_are_all_inert() -> None:
    hundred = " ".join(f"evil{n}.top" for n in range(100))
    assert len(tapped(f"“{hundred}”")) == 100
    assert tapped(f"😀 Bác xem: “gửi {hundred} x.top nhé”, gọi 113.") == [f"{hundred} x.top"]
    many = " ".join(f"“evil{n}.top”" for n in range(150))
    assert tapped(f"Có: {many}. Gọi 113.") == [many[1:-1]]


def test_a_quote_cut_in_two_is_inert_in_both() -> None:
    first, second = split("“" + "a " * 20 + "evil.top b c evil.com” xong.", 56)
    assert tapped(first) == ["evil.top"] and tapped(second) == ["evil.com"]
