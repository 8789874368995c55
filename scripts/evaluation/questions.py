"""The figures that questions give: in-scope ones answered, others left without a verdict or a tactic."""

import statistics
from typing import Any

from scripts.evaluation.door import Door, cards
from scripts.evaluation.share import percentile, share

Row = dict[str, Any]
_OUTSIDE = "ngoai_pham_vi"
# A card that answers, or says honestly who can; a story opens the interview, which shows as the tactic it resembles.
_ANSWERS = frozenset({"tactic", "verdict", "handover", "status", "receipt"})
_JUDGED = frozenset({"tactic", "verdict"})


def evaluate(door: Door, rows: list[Row]) -> tuple[Row, list[Row]]:
    """The figures, and for each row the types of the cards that came."""
    answers = door.ask_all((row["text"] for row in rows), forwarded=False)
    types = [[card["type"] for card in cards(answer)] for answer in answers]
    inside = [t for row, t in zip(rows, types, strict=True) if not row["kind"].startswith(_OUTSIDE)]
    outside = [t for row, t in zip(rows, types, strict=True) if row["kind"].startswith(_OUTSIDE)]
    times = [answer["ms"] for answer in answers]
    figures = {
        "question_answered": share(sum(bool(_ANSWERS & set(t)) for t in inside), len(inside)),
        "scope_kept": share(sum(not _JUDGED & set(t) for t in outside), len(outside)),
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(percentile(times, 0.95), 1),
    }
    first = [(a["replies"] or [{"text": ""}])[0]["text"] for a in answers]
    return figures, [{"cards": t, "text": text} for t, text in zip(types, first, strict=True)]
