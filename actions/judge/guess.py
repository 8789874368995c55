"""What the text model thinks of a message, as handed over by the NLU."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Guess:
    """Probabilities 0-1; `tactics` are (slug, probability given that it is a scam), likeliest first.

    slips: words a thumb has slipped in, folded -> as the NLU's dictionary says they were meant.
    """

    scam: float
    genuine: float
    advert: float
    tactics: tuple[tuple[str, float], ...] = ()
    slips: dict[str, str] = field(default_factory=dict)
