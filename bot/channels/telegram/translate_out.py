"""A Reply as sendMessage arguments: plain text, quoted links inert, buttons in rows of one, no link preview."""

from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from bot.channels.telegram.quoting import inert
from bot.channels.telegram.sentences import telegram_sentences
from bot.channels.telegram.split import split
from bot.reply import Reply

# A preview would fetch and show the very page a scammer wants to be seen.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def to_messages(reply: Reply) -> list[dict[str, Any]]:
    """Arguments of each sendMessage but the chat, in order; buttons on the last. Empty: nothing to say."""
    messages: list[dict[str, Any]] = [
        {"text": part, "link_preview_options": NO_PREVIEW, "entities": inert(part)} for part in split(_words(reply))
    ]
    if reply.buttons:
        rows = [[InlineKeyboardButton(button.title, callback_data=button.token)] for button in reply.buttons]
        messages[-1]["reply_markup"] = InlineKeyboardMarkup(rows)
    return messages


def _words(reply: Reply) -> str:
    sentences = telegram_sentences()
    words = reply.text.strip()
    if reply.card is not None and reply.card.get("type") == "receipt" and reply.card["code"] not in words:
        words += "\n\n" + sentences.receipt.format(code=reply.card["code"])
    return words or (sentences.choose if reply.buttons else "")
