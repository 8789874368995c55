"""A Reply as messages of plain text: buttons numbered, quoted links inert, at most 2000 units each."""

from dataclasses import replace

from bot.channels.numbered import numbered
from bot.channels.receipt_line import with_receipt
from bot.channels.zalo.quoting import inert
from bot.channels.zalo_bot.sentences import zalo_bot_sentences
from bot.reply import Reply
from bot.splitting import split

LIMIT = 2000  # UTF-16 units; Zalo tells of "characters", and a unit is never more than one


def to_parts(reply: Reply) -> list[Reply]:
    """In order, text only. Empty: nothing to say."""
    sentences = zalo_bot_sentences()
    plain = replace(reply, text=inert(with_receipt(reply, sentences.receipt)))
    listed = numbered(plain, sentences.invitation, sentences.invitation_in_words)
    return [Reply(part) for part in split(listed.text, LIMIT)]
