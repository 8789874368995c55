"""What the text model thinks of a message, as handed over by the NLU."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guess:
    """Probabilities 0-1; `tactics` are (slug, probability given that it is a scam), likeliest first."""

    scam: float
    genuine: float
    advert: float
    tactics: tuple[tuple[str, float], ...] = ()
