"""Several messages sent together are one case with one verdict: which pieces belong to it, and how they are judged.

A piece joins when it comes within WINDOW of the piece before it. No piece may hide another: a public warning sent
along with a scam speaks for itself, not for the scam. So a case is never milder than any of its pieces alone, nor than
what was said of it before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self

from actions.check.piece import Piece
from actions.extract.fold import fold
from actions.judge.guess import Guess
from actions.judge.judge import judge
from actions.judge.listed import NOTHING_KNOWN, Known
from actions.judge.severity import MILD_TO_GRAVE, Severity
from actions.judge.verdict import Verdict

WINDOW = timedelta(seconds=20)
# Judging the most that fits takes half a second; what is more begins a case of its own.
MOST_PIECES, MOST_CHARS = 10, 12_000

# Blank lines would not do: a number at the end of one piece would run on into the next.
BETWEEN = "\n———\n"


@dataclass(frozen=True)
class Case:
    """At least one piece, in the order they came.

    last_at: when the newest came, also where it was sent twice.
    gravest: from which piece up to which one the verdict was drawn so far; empty before the first.
    """

    pieces: tuple[Piece, ...]
    last_at: datetime
    gravest: tuple[int, int] = (0, 0)

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Self:
        """A case of its own; a piece sent twice counts once."""
        first, *rest = pieces
        return cls((first,), first.at)._with(rest)

    def joined(self, pieces: tuple[Piece, ...]) -> Self | None:
        """The case with these pieces as well, or None when they came too late or would be too much."""
        if abs(pieces[0].at - self.last_at) > WINDOW:
            return None
        case = self._with(pieces)
        return case if len(case.pieces) <= MOST_PIECES and len(case.text) <= MOST_CHARS else None

    def _with(self, pieces: Iterable[Piece]) -> Self:
        known = {_key(piece.text): piece for piece in self.pieces}
        last_at = self.last_at
        for piece in pieces:
            known.setdefault(_key(piece.text), piece)
            last_at = max(last_at, piece.at)
        return replace(self, pieces=tuple(known.values()), last_at=last_at)

    @property
    def text(self) -> str:
        return _text(self.pieces)

    def judged(self, known: Known = NOTHING_KNOWN) -> tuple[Self, Verdict]:
        """The gravest verdict on all pieces together, on what it was drawn from before, on each piece alone; `known` is
        what lists and earlier reports say."""
        count = len(self.pieces)
        spans = [(0, count), self.gravest, *((n, n + 1) for n in range(count))]
        verdicts: dict[tuple[int, int], Verdict] = {}
        for first, end in dict.fromkeys(span for span in spans if span[0] < span[1]):
            verdicts[first, end] = _judge(self.pieces[first:end], known)
            if verdicts[first, end].severity is Severity.DANGER:
                break
        gravest = max(verdicts, key=lambda span: MILD_TO_GRAVE.index(verdicts[span].severity))
        return replace(self, gravest=gravest), verdicts[gravest]

    def to_slot(self) -> dict[str, Any]:
        pieces = [piece.to_slot() for piece in self.pieces]
        return {"pieces": pieces, "last_at": self.last_at.isoformat(), "gravest": list(self.gravest)}

    @classmethod
    def from_slot(cls, value: dict[str, Any] | None) -> Self | None:
        """Back from the slot `checked`; None when nothing was checked, or not as a case."""
        if not value or not value.get("pieces"):
            return None
        first, end = value["gravest"]
        pieces = tuple(Piece.from_slot(each) for each in value["pieces"])
        return cls(pieces, datetime.fromisoformat(value["last_at"]), (first, end))


def strongest(guesses: Iterable[Guess | None]) -> Guess | None:
    """The text model's word on several pieces: its most alarming one. Pure talk brings none."""
    return max((guess for guess in guesses if guess), key=lambda guess: guess.scam, default=None)


def _judge(pieces: tuple[Piece, ...], known: Known) -> Verdict:
    return judge(_text(pieces), strongest(piece.guess for piece in pieces), known=known)


def _text(pieces: tuple[Piece, ...]) -> str:
    return BETWEEN.join(piece.text for piece in pieces)


def _key(text: str) -> str:
    return " ".join(fold(text).text.split())
