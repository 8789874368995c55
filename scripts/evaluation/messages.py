"""The figures that messages give: what is alarmed, what is left in peace, and which tactic is named."""

import json
import statistics
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.evaluation.ablation import ablated
from scripts.evaluation.door import Door
from scripts.evaluation.share import percentile, share

Row = dict[str, Any]
Wanted = Callable[[Row], bool]
_NAMES = Path(__file__).parents[2] / "eval"
TACTICS: dict[str, str | None] = json.loads((_NAMES / "tactics.json").read_text(encoding="utf-8"))
# Where the data's one name covers several entries of the catalogue ("fake authority" also covers traffic fines): the
# others that are right as well. They count only in the figures named kin.
KIN: dict[str, list[str]] = json.loads((_NAMES / "tactic_kin.json").read_text(encoding="utf-8"))


def evaluate(door: Door, rows: list[Row]) -> tuple[Row, list[Row]]:
    """The figures, and one verdict a row."""
    written = door.verdicts(row["text"] for row in rows)
    stripped = door.verdicts(strip_accents(row["text"]) for row in rows)
    times = [v["ms"] for v in written]
    figures = {
        **measure(rows, written),
        "accent_gap": _accent_gap(rows, written, stripped),
        "unjudged": sum(v["severity"] is None for v in written),
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(percentile(times, 0.95), 1),
        "ablation": {name: measure(rows, verdicts) for name, verdicts in ablated(rows).items()},
    }
    return figures, written


def measure(rows: list[Row], verdicts: list[Row]) -> Row:
    """Every share of the evaluation's README that these verdicts give."""

    def over(wanted: Wanted, hit: Callable[[Row, Row], bool]) -> Row:
        chosen = [(row, v) for row, v in zip(rows, verdicts, strict=True) if wanted(row)]
        return share(sum(hit(row, v) for row, v in chosen), len(chosen))

    def candidates(verdict: Row) -> list[str]:
        return verdict["tactics"] or [verdict["tactic"]]

    return {
        "core_recall": over(_core, _alarmed),
        "core_danger": over(_core, _danger),
        "grey_recall": over(_grey, _alarmed),
        "ham_alarm": over(_ham, _alarmed),
        "ham_danger": over(_ham, _danger),
        "comment_alarm": over(lambda row: row["label"] == "ham" and row["origin"] == "real_social", _alarmed),
        "spam_danger": over(_spam, _danger),
        "spam_advert": over(_spam, lambda _, v: v["severity"] in ("advert", "no_sign")),
        "tactic_top1": over(_named, lambda row, v: v["tactic"] == TACTICS[row["tactic"]]),
        "tactic_top3": over(_named, lambda row, v: TACTICS[row["tactic"]] in candidates(v)[:3]),
        "tactic_top1_kin": over(_named, lambda row, v: v["tactic"] in _right(row)),
        "tactic_top3_kin": over(_named, lambda row, v: bool(_right(row) & {*candidates(v)[:3]})),
    }


def _alarmed(_: Row, verdict: Row) -> bool:
    return verdict["severity"] in ("danger", "caution")


def _danger(_: Row, verdict: Row) -> bool:
    return bool(verdict["severity"] == "danger")


def _real(row: Row) -> bool:
    return str(row["origin"]).startswith("real_")


def _core(row: Row) -> bool:
    return bool(row["core_scam"]) and _real(row)


def _grey(row: Row) -> bool:
    return row["label"] == "scam" and not row["core_scam"] and _real(row)


def _ham(row: Row) -> bool:
    return bool(row["label"] == "ham" and row["origin"] == "real_sms")


def _spam(row: Row) -> bool:
    return bool(row["label"] == "spam")


def _right(row: Row) -> set[str | None]:
    return {TACTICS[row["tactic"]], *KIN.get(row["tactic"], [])}


def _named(row: Row) -> bool:
    return bool(row["core_scam"] and TACTICS.get(row["tactic"] or ""))


def _accent_gap(rows: list[Row], written: list[Row], stripped: list[Row]) -> Row:
    """How much recall is lost, and how many more false alarms are raised, when all diacritics are gone."""
    plain, bare = measure(rows, written), measure(rows, stripped)
    return {
        "core_recall": round((plain["core_recall"]["share"] or 0) - (bare["core_recall"]["share"] or 0), 4),
        "ham_alarm": round((bare["ham_alarm"]["share"] or 0) - (plain["ham_alarm"]["share"] or 0), 4),
    }


def strip_accents(text: str) -> str:
    """As typed without diacritics."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
