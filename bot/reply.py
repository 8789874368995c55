"""What a resident gets back: one bubble of text with buttons, perhaps with a card."""

from dataclasses import dataclass
from typing import Any

Card = dict[str, Any]  # one of the cards of the web chat's contract


@dataclass(frozen=True, slots=True)
class Button:
    """A button as it was proposed. The payload never leaves the core.

    raw_from: not for Rasa; pressing it sends the words since this inbox id to the police as they are.
    """

    title: str
    payload: str = ""
    raw_from: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A bubble before its buttons are issued."""

    text: str
    buttons: tuple[Button, ...] = ()
    card: Card | None = None


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
