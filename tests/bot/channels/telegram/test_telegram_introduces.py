"""What stands beside an empty chat: commands the bot knows, and how to tell it from a false one."""

import asyncio

import yaml

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.sentences import telegram_sentences
from tests.bot.channels.telegram.bot_api import BotApi
from tests.bot.channels.telegram.conftest import PaperInbox, eventually
from tests.stack import ROOT


async def test_commands_and_descriptions_are_told_for_every_phone(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    await channel.start(inbox)
    await eventually(lambda: len(api.called("setMyShortDescription")) == 2)
    for method in ("setMyCommands", "setMyDescription", "setMyShortDescription"):
        assert [call.get("language_code") for call in api.called(method)] == [None, "vi"]
    commands = {each["command"]: each["description"] for each in api.called("setMyCommands")[1]["commands"]}
    assert commands["xoa_du_lieu"] == "Xóa dữ liệu của bác"


async def test_a_refusal_is_tried_again_and_holds_up_nobody(
    api: BotApi, channel: TelegramChannel, inbox: PaperInbox
) -> None:
    api.fault("setMyCommands", 502, "<html>")
    api.fault("setMyDescription", 429, times=1)
    last = api.message(text="chào")
    await channel.start(inbox)
    await eventually(lambda: api.confirmed == last)
    await eventually(lambda: len(api.called("setMyShortDescription")) == 2)
    await asyncio.sleep(0)
    assert inbox.texts == ["chào"]


def test_every_command_in_the_menu_is_known() -> None:
    known = yaml.safe_load((ROOT / "bot/commands.yml").read_text(encoding="utf-8"))
    assert set(telegram_sentences().commands) <= set(known)


def test_the_description_says_what_is_never_asked_and_how_to_be_sure() -> None:
    words = telegram_sentences()
    for promise in ("OTP", "mật khẩu", "số thẻ", "ảnh căn cước", "Không đòi tiền", "niêm yết", "113"):
        assert promise in words.description
    for promise in ("OTP", "mật khẩu", "tiền", "113"):
        assert promise in words.short_description
    assert len(words.description) <= 512 and len(words.short_description) <= 120
    everything = " ".join([words.description, words.short_description, *words.unreadable.values()])
    assert "an toàn" not in everything
