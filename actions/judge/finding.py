"""One sign seen in a message."""

from dataclasses import dataclass

WEAK, MEDIUM, STRONG = 1, 2, 3


@dataclass(frozen=True)
class Finding:
    """`evidence` is quoted from the original text, at most 120 characters; `weight` is WEAK, MEDIUM or STRONG.

    `details` are (place in the sentence, text) beyond the evidence, such as a list's source and day.
    """

    sign: str
    evidence: str
    weight: int
    details: tuple[tuple[str, str], ...] = ()
