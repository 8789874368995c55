"""What a resident gets back: one bubble of text with buttons, perhaps with a card."""

from dataclasses import dataclass
from typing import Any

Card = dict[str, Any]  # one of the cards of the web chat's contract
QUESTION = "question"  # the type of the card that says what a question expects


@dataclass(frozen=True, slots=True)
class Button:
    """A button as it was proposed. The payload never leaves the core.

    raw_from: not for Rasa; pressing it sends the words of the report that began with this inbox id as they are.
    answers: it answers a question of an interview, and therefore only once.
    """

    title: str
    payload: str = ""
    raw_from: int | None = None
    answers: bool = False


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

    @property
    def expects_number(self) -> bool:
        """A bare number answers it, and must not be taken for a button's place in a list."""
        card = self.card or {}
        return (card.get("type"), card.get("expects")) == (QUESTION, "number")
