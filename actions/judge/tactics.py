"""Which tactic of the catalogue a message is likeliest to belong to."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from actions.judge.datafile import load
from actions.judge.finding import Finding
from actions.judge.guess import Guess
from actions.judge.lookalike import likeness
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


@dataclass(frozen=True)
class _Pointers:
    """What points to one tactic: points by sign and by the kind of body a link imitates, words at `point` each."""

    signs: dict[str, float]
    imitates: dict[str, float]
    words: re.Pattern[str] | None
    point: float
    weight: float

    def points(self, message: Message, present: Collection[str], imitated: Collection[str]) -> float:
        by_sign = sum(points for sign, points in self.signs.items() if sign in present)
        by_owner = max((points for kind, points in self.imitates.items() if kind in imitated), default=0.0)
        by_word = self.point * min(4, len(message.distinct(self.words))) if self.words else 0.0
        return by_sign + by_owner + by_word


@lru_cache(maxsize=1)
def _table() -> dict[str, _Pointers]:
    return {
        slug: _Pointers(
            signs=row.get("signs", {}),
            imitates=row.get("imitates", {}),
            words=phrase(*row["words"]) if row.get("words") else None,
            point=row.get("point", 1.0),
            weight=(GENERAL if row.get("general") else 1.0) * (COMMON if row.get("common") else 1.0),
        )
        for slug, row in load("tactics")["tactics"].items()
    }


def rank(message: Message, findings: tuple[Finding, ...], guess: Guess | None) -> tuple[tuple[str, float], ...]:
    """At most three (slug, score), likeliest first; empty when nothing speaks for any tactic."""
    present = heaviest(findings)
    likenesses = (likeness(link) for link in message.links)
    imitated = {like.owner.kind for like in likenesses if like and like.owner}
    scores = {slug: MODEL_POINTS * p for slug, p in guess.tactics} if guess else {}
    for slug, pointers in _table().items():
        score = scores.get(slug, 0.0) + pointers.points(message, present, imitated)
        if score:
            scores[slug] = pointers.weight * score
    ranked = sorted(((slug, round(s, 2)) for slug, s in scores.items() if s >= LEAST), key=lambda pair: -pair[1])
    return tuple(ranked[:SHOWN])
