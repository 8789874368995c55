"""A resident on Telegram."""

import itertools
import time
from collections.abc import Callable
from typing import Any

from tests.bot.channels.telegram.bot_api import BotApi, buttons_of, message
from tests.channels.resident import Bubble, ChannelResident

_message_ids = itertools.count(1_000)


class OnTelegram(ChannelResident):
    """Sees an inline keyboard; forwards with the mark that Telegram gives."""

    def __init__(self, api: BotApi, chat_id: str, at_rest: Callable[[], bool]) -> None:
        super().__init__(at_rest)
        self._api = api
        self._chat_id = chat_id

    def _write(self, text: str) -> None:
        self._api.push({"message": self._message(text=text)})

    def _send_on(self, text: str) -> None:
        origin = {"type": "hidden_user", "sender_user_name": "Số lạ", "date": int(time.time()) - 600}
        self._api.push({"message": self._message(text=text, forward_origin=origin)})

    def _choose(self, what: str) -> None:
        below = self._message(text="…")
        query = {"id": f"q{below['message_id']}", "from": below["from"], "chat_instance": "1", "data": what}
        self._api.push({"callback_query": query | {"message": below}})

    def _screen(self) -> list[Bubble]:
        mine = self._api.sent_to(self._chat_id)
        return [Bubble(str(sent["text"]), _live(sent), dict(buttons_of(sent))) for sent in mine]

    def _message(self, **content: Any) -> dict[str, Any]:
        number = int(self._chat_id)
        person = {"from": {"id": number, "is_bot": False, "first_name": "Lan"}}
        chat = {"id": number, "type": "private", "first_name": "Lan"}
        return message(message_id=next(_message_ids), date=int(time.time()), chat=chat, **person, **content)


def _live(sent: dict[str, Any]) -> str:
    """The text without what stands as plain type; entities are counted in UTF-16 units."""
    units = str(sent["text"]).encode("utf-16-le")
    for each in sorted(sent.get("entities", []), key=lambda each: -each["offset"]):
        assert each["type"] == "code", each
        units = units[: 2 * each["offset"]] + " ".encode("utf-16-le") + units[2 * (each["offset"] + each["length"]) :]
    return units.decode("utf-16-le")
