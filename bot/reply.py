"""What a resident gets back: one bubble of text with buttons, perhaps with a card."""

from dataclasses import dataclass
from typing import Any

Card = dict[str, Any]  # one of the cards of the web chat's contract


@dataclass(frozen=True, slots=True)
class Button:
    """A button as the assistant proposed it. The payload never leaves the core."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class IssuedButton:
    """A button as a channel shows it: pressing it returns the token (at most 16 ASCII characters)."""

    title: str
    token: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One bubble for the resident, plain text (never HTML or Markdown). Text is empty only beside a card."""

    text: str
    buttons: tuple[IssuedButton, ...] = ()
    card: Card | None = None
