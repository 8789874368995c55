"""A Reply as messages of plain text: buttons numbered, quoted links inert, at most 2000 units each."""

from bot.channels.numbered import numbered
from bot.channels.zalo_bot.quoting import inert
from bot.channels.zalo_bot.sentences import zalo_bot_sentences
from bot.reply import Reply
from bot.splitting import split

LIMIT = 2000  # UTF-16 units; Zalo tells of "characters", and a unit is never more than one


def to_parts(reply: Reply) -> list[Reply]:
    """In order, text only. Empty: nothing to say."""
    plain = Reply(inert(_words(reply)), reply.buttons)
    listed = numbered(plain, zalo_bot_sentences().invitation)
    return [Reply(part) for part in split(listed.text, LIMIT)]


def _words(reply: Reply) -> str:
    sentences = zalo_bot_sentences()
    words = reply.text.strip()
    if reply.card is not None and reply.card.get("type") == "receipt" and reply.card["code"] not in words:
        words += "\n\n" + sentences.receipt.format(code=reply.card["code"])
    return words
