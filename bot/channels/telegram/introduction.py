"""What a resident reads before the first message: the commands and who this is, in Vietnamese."""

import asyncio
import logging

from telegram import Bot, BotCommand

from bot.backoff import backoff
from bot.channels.telegram.sentences import telegram_sentences

logger = logging.getLogger(__name__)

LANGUAGES = (None, "vi")  # for phones set to any language, and for those set to Vietnamese
_TRIES = 8


async def introduce(bot: Bot, *, first: float = 2) -> None:
    """Tells Telegram, again when it is down; after that the old words stay. Raises nothing."""
    for tries in range(1, _TRIES + 1):
        try:
            await _introduce(bot)
        except Exception as error:  # the bot serves without
            logger.warning("telegram_not_introduced try=%s error=%s", tries, type(error).__name__)
        else:
            return
        await asyncio.sleep(backoff(tries, first, 600))


async def _introduce(bot: Bot) -> None:
    words = telegram_sentences()
    commands = [BotCommand(name, meaning) for name, meaning in words.commands.items()]
    for language in LANGUAGES:
        await bot.set_my_commands(commands, language_code=language)
        await bot.set_my_description(words.description, language_code=language)
        await bot.set_my_short_description(words.short_description, language_code=language)
