"""A resident on Zalo Bot."""

import re
from collections.abc import Callable

from tests.bot.channels.zalo_bot.zalo_bot_api import ZaloBotServer
from tests.channels.inert import read_aloud
from tests.channels.resident import Bubble, ChannelResident

_LINE = re.compile(r"(?:(\d+)\.|•) (.+)")
_INVITATION = re.compile("Bác trả lời bằng số:|Bác ghi câu trả lời, hoặc gõ:")


class OnZaloBot(ChannelResident):
    """Sees buttons as a list and presses one by typing its number, or its words where it has none."""

    def __init__(self, server: ZaloBotServer, chat_id: str, at_rest: Callable[[], bool]) -> None:
        super().__init__(at_rest)
        self._server = server
        self._chat_id = chat_id

    def _write(self, text: str) -> None:
        self._server.says(self._chat_id, text)

    def _screen(self) -> list[Bubble]:
        return [_bubble(text) for text in self._server.said(self._chat_id)]


def _bubble(text: str) -> Bubble:
    words, *menu = _INVITATION.split(text, maxsplit=1)
    lines = [_LINE.fullmatch(line) for line in "".join(menu).split("\n")]
    return Bubble(read_aloud(words), words, {line[2]: line[1] or line[2] for line in lines if line})
