"""A resident on a platform: says, presses and forwards there, and sees what arrives on the phone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.channels.inert import addresses

CEILING = 120.0  # seconds for one answer, with every other dialogue under way
_LOOK_EVERY = 0.15
_RECEIPT = re.compile(r"Mã tin báo[^:\n]*: ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})")


@dataclass(frozen=True)
class Bubble:
    """One message on the phone. live: what of its text the platform would make a link of, where it is an address.

    buttons: by title, whatever pressing one takes on this platform.
    """

    text: str
    live: str
    buttons: dict[str, str] = field(default_factory=dict)


class ChannelResident:
    """`replies` are the bubbles of the latest turn. A turn is over once nothing is left to answer or to deliver.

    at_rest: whether that is so, as the bot's own books say.
    """

    def __init__(self, at_rest: Callable[[], bool]) -> None:
        self._at_rest = at_rest
        self.replies: list[Bubble] = []
        self._told: set[str] = set()

    def say(self, text: str) -> None:
        self._told |= addresses(text)
        self._turn(lambda: self._write(text))

    def forward(self, text: str) -> None:
        self._told |= addresses(text)
        self._turn(lambda: self._send_on(text))

    def press(self, title: str) -> None:
        """Press the button of the latest replies with this title; fails naming the buttons there are."""
        buttons = {name: what for bubble in self.replies for name, what in bubble.buttons.items()}
        assert title in buttons, f"no button {title!r}; there are {sorted(buttons)}"
        self._turn(lambda: self._choose(buttons[title]))

    @property
    def text(self) -> str:
        """All texts of the latest replies."""
        return "\n".join(bubble.text for bubble in self.replies)

    @property
    def titles(self) -> list[str]:
        return [title for bubble in self.replies for title in bubble.buttons]

    @property
    def cards(self) -> list[dict[str, Any]]:
        """None here; see visible.py."""
        return []

    @property
    def receipts(self) -> list[str]:
        """The codes of all tips of this chat, each once."""
        return list(dict.fromkeys(code for bubble in self._screen() for code in _RECEIPT.findall(bubble.text)))

    def _turn(self, act: Callable[[], None]) -> None:
        before = len(self._screen())
        act()
        deadline = time.monotonic() + CEILING
        while not (len(self._screen()) > before and self._at_rest()):
            assert time.monotonic() < deadline, f"not answered in {CEILING} s; last: {self._screen()[before:]}"
            time.sleep(_LOOK_EVERY)
        self.replies = self._screen()[before:]
        for bubble in self.replies:
            assert not self._told & addresses(bubble.live), f"an address that was told can be tapped: {bubble.live}"

    def _screen(self) -> list[Bubble]:
        """All that ever arrived, in order."""
        raise NotImplementedError

    def _write(self, text: str) -> None:
        raise NotImplementedError

    def _send_on(self, text: str) -> None:
        """A platform that marks nothing as forwarded shows the same as for typed words."""
        self._write(text)

    def _choose(self, what: str) -> None:
        """what: a Bubble's value of a button."""
        self._write(what)
