"""All that one update brings for the inbox: mostly one message, seldom two."""

from bot.channels.telegram.quoted import quoted
from bot.channels.telegram.shapes import Update
from bot.channels.telegram.translate_in import Me, edited_file, to_incoming
from bot.incoming import Incoming


def pieces(update: Update, me: Me) -> list[Incoming]:
    """In the order in which they are to be heard; each has an event of its own. For private chats only."""
    own = to_incoming(update, me)
    before = quoted(update.message, own) if update.message and own else None
    after = edited_file(update.edited_message, me) if update.edited_message else None
    return [piece for piece in (before, own, after) if piece is not None]
