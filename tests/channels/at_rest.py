"""Whether a chat has been answered, as the bot's books say: a phone cannot know that nothing more will come."""

import sqlite3
from contextlib import closing

from bot.sealing import Vault
from bot.tables import UNFINISHED, ReplyState
from tests.stack import Stack

_WAITING = """
SELECT EXISTS (SELECT 1 FROM inbox WHERE chat_ref = :chat AND state IN (:message_1, :message_2))
    OR EXISTS (SELECT 1 FROM replies WHERE chat_ref = :chat AND state IN (:reply_1, :reply_2))
"""


class AtRest:
    """True while the chat has no message to answer and no reply to deliver."""

    def __init__(self, stack: Stack, channel: str, chat_id: str) -> None:
        vault = Vault(bytes.fromhex(stack.secrets["TINBAO_BOT_KEY"]))
        self._books = f"file:{stack.data_dir / 'bot.db'}?mode=ro"
        self._states = {
            "chat": vault.pseudonym("chat", channel, chat_id),
            "message_1": UNFINISHED[0].name,
            "message_2": UNFINISHED[1].name,
            "reply_1": ReplyState.NEW.name,
            "reply_2": ReplyState.SENDING.name,
        }

    def __call__(self) -> bool:
        with closing(sqlite3.connect(self._books, uri=True, timeout=20)) as books:
            (waiting,) = books.execute(_WAITING, self._states).fetchone()
        return not waiting
