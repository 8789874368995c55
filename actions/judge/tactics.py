"""Which tactic of the catalogue a message is likeliest to belong to."""

import re
from functools import lru_cache

from actions.judge.datafile import load
from actions.judge.finding import Finding
from actions.judge.guess import Guess
from actions.judge.message import Message
from actions.judge.phrases import phrase
from actions.judge.weights import heaviest

SHOWN = 3
# The model's certainty of a tactic counts like this many points of words and signs; below LEAST nothing is named.
MODEL_POINTS, LEAST = 8.0, 0.5
# Tactics that are named after a medium ("SMS with a brand's name") stand back behind one that says what is faked.
GENERAL = 0.4
# The commonest kinds of scam (data/tactics.yml has the source) come first among equals.
COMMON = 1.3


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[dict[str, float], re.Pattern[str] | None, float, float]]:
    rows = load("tactics")["tactics"]
    return {
        slug: (
            row.get("signs", {}),
            phrase(*row["words"]) if row.get("words") else None,
            row.get("point", 1.0),
            (GENERAL if row.get("general") else 1.0) * (COMMON if row.get("common") else 1.0),
        )
        for slug, row in rows.items()
    }


def rank(message: Message, findings: tuple[Finding, ...], guess: Guess | None) -> tuple[tuple[str, float], ...]:
    """At most three (slug, score), likeliest first; empty when nothing speaks for any tactic."""
    present = heaviest(findings)
    guessed = dict(guess.tactics) if guess else {}
    scores: dict[str, float] = {slug: MODEL_POINTS * p for slug, p in guessed.items()}
    for slug, (signs, words, point, weight) in _table().items():
        by_sign = sum(points for sign, points in signs.items() if sign in present)
        by_word = point * min(4, len(message.distinct(words))) if words else 0
        if by_sign + by_word:
            scores[slug] = scores.get(slug, 0.0) + by_sign + by_word
        if slug in scores:
            scores[slug] *= weight
    ranked = sorted(((slug, round(s, 2)) for slug, s in scores.items() if s >= LEAST), key=lambda pair: -pair[1])
    return tuple(ranked[:SHOWN])
