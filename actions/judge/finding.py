"""One sign seen in a message."""

from dataclasses import dataclass

WEAK, MEDIUM, STRONG = 1, 2, 3


@dataclass(frozen=True)
class Finding:
    """`evidence` is quoted from the original text, at most 120 characters; `weight` is WEAK, MEDIUM or STRONG."""

    sign: str
    evidence: str
    weight: int
