"""A Reply as sendMessage arguments: plain text, quoted links inert, buttons in rows of one, no link preview."""

from dataclasses import replace
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from bot.channels.receipt_line import is_receipt, with_receipt
from bot.channels.telegram.quoting import inert
from bot.channels.telegram.sentences import telegram_sentences
from bot.reply import Reply
from bot.splitting import split

LIMIT = 4096  # UTF-16 units
# A preview would fetch and show the very page a scammer wants to be seen.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def to_parts(reply: Reply) -> list[Reply]:
    """The reply as messages of Telegram's size; buttons and card on the last. Empty: nothing to say."""
    texts = split(_words(reply), LIMIT)
    parts = [Reply(text) for text in texts]
    if parts:
        parts[-1] = replace(reply, text=texts[-1])
    return parts


def to_message(part: Reply) -> dict[str, Any]:
    """The arguments of one sendMessage but the chat."""
    message: dict[str, Any] = {
        "text": part.text,
        "link_preview_options": NO_PREVIEW,
        "entities": inert(part.text),
        # a receipt's code opens the tip's later story: it must not be sent on by a slip of the thumb
        "protect_content": is_receipt(part),
    }
    if part.buttons:
        rows = [[InlineKeyboardButton(button.title, callback_data=button.token)] for button in part.buttons]
        message["reply_markup"] = InlineKeyboardMarkup(rows)
    return message


def _words(reply: Reply) -> str:
    sentences = telegram_sentences()
    return with_receipt(reply, sentences.receipt) or (sentences.choose if reply.buttons else "")
