"""One message of a case: what it says, when it came, and what the text model thinks of it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from actions.judge.guess import Guess
from actions.understanding import Understanding


@dataclass(frozen=True)
class Piece:
    """`at`: aware. `guess`: of the turn that brought the piece; None where the model took it for talk."""

    text: str
    at: datetime
    guess: Guess | None = None

    def to_slot(self) -> dict[str, Any]:
        return {"text": self.text, "at": self.at.isoformat(), "guess": asdict(self.guess) if self.guess else None}

    @classmethod
    def from_slot(cls, value: dict[str, Any]) -> "Piece":
        """Back from what `to_slot` gave, also after a way through JSON."""
        guess = value["guess"]
        if guess is not None:
            guess = Guess(**{**guess, "tactics": tuple((slug, share) for slug, share in guess["tactics"])})
        return cls(value["text"], datetime.fromisoformat(value["at"]), guess)


def pieces_in(heard: Understanding, text: str) -> tuple[Piece, ...]:
    """The pieces of one turn: `text`, unless it is the whole line and the chat's door says of which messages it is."""
    guess = heard.guess()
    alone = (Piece(text, heard.received_at, guess),)
    if text.strip() != heard.original.strip():
        return alone
    try:
        told = [(each["text"], datetime.fromisoformat(each["at"])) for each in heard.metadata.get("pieces") or []]
    except (KeyError, TypeError, ValueError):
        return alone
    return tuple(Piece(str(words), at, guess) for words, at in told) or alone
