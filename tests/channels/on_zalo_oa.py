"""A resident on Zalo who writes to the agency's Official Account."""

from collections.abc import Callable

from tests.bot.channels.zalo_oa.zalo_oa_api import ZaloOaApi
from tests.channels.inert import read_aloud
from tests.channels.platforms import Loop
from tests.channels.resident import Bubble, ChannelResident


class OnZaloOa(ChannelResident):
    """A tap sends the button's payload as a text."""

    def __init__(self, api: ZaloOaApi, loop: Loop, chat_id: str, at_rest: Callable[[], bool]) -> None:
        super().__init__(at_rest)
        self._api = api
        self._loop = loop
        self._chat_id = chat_id

    def _write(self, text: str) -> None:
        status = self._loop.run(self._api.writes(self._chat_id, text))
        assert status == 200, status

    def _screen(self) -> list[Bubble]:
        return [Bubble(read_aloud(said.text), said.text, dict(said.buttons)) for said in self._api.said(self._chat_id)]
